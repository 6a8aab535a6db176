// The last answers, kept in the browser for when the server is out of reach; where it keeps nothing, nothing is found.
// The page keeps them itself: a worker that stood between it and the server would take a fifth of the time of each move.
// Source: W3C, Service Workers, 5.
import { whenIdle } from "./idle.js";

const NAME = "answers";
const MOST_ANSWERS = 60;
const MOST_BYTES = 32 * 1024 * 1024;
/** So long after the last answer they are kept, milliseconds: of a slider's moves only where it came to rest. */
const REST = 300;
/** The header in which a kept answer has its size. */
const SIZE = "Fuwang-Size";

/** What is to be kept, by question: of questions that replace each other the last. */
const waiting = new Map();
/** Sizes by addresses, the oldest first; read when the first is needed. */
let sizes = null;
let timer = null;
let last = Promise.resolve();

const cache = () => globalThis.caches?.open(NAME) ?? Promise.reject(new Error("no cache"));

/** Keeps the text of an answer in the place of the last one to the same question, soon. */
export function keep(question, address, text, headers) {
  if ((headers.get("Cache-Control") ?? "").includes("no-store")) return;
  waiting.set(question, { address: new URL(address, location.origin).href, text, date: headers.get("Date") ?? "" });
  clearTimeout(timer);
  timer = setTimeout(() => whenIdle(() => { last = last.then(store).catch(() => { /* A browser that is full or forbids it keeps no more. */ }); }), REST);
}

/** What was kept of an address: its JSON, and when it was given; `null` where nothing was. */
export async function find(address) {
  const found = await cache().then((kept) => kept.match(address, { ignoreVary: true })).catch(() => null);
  return found ? { json: await found.json(), date: found.headers.get("Date") } : null;
}

async function store() {
  const some = [...waiting.values()];
  waiting.clear();
  const kept = await cache();
  sizes ??= await keptSizes(kept);
  for (const { address, text, date } of some) {
    const body = new TextEncoder().encode(text);
    if (body.byteLength > MOST_BYTES / 2) continue;
    await kept.put(address, new Response(body, { headers: { "Content-Type": "application/json", Date: date, [SIZE]: String(body.byteLength) } }));
    sizes.delete(address);
    sizes.set(address, body.byteLength);
  }
  while (sizes.size > MOST_ANSWERS || [...sizes.values()].reduce((sum, size) => sum + size, 0) > MOST_BYTES) {
    const gone = leastMissed();
    sizes.delete(gone);
    await kept.delete(gone, { ignoreVary: true });
  }
}

async function keptSizes(kept) {
  const found = new Map();
  for (const request of await kept.keys()) {
    const answer = await kept.match(request, { ignoreVary: true });
    found.set(request.url, Number(answer.headers.get(SIZE)));
  }
  return found;
}

/** The oldest answer at the path that has the most: moves of a slider are many, and the list of villages, without which there is no page, is one. */
function leastMissed() {
  const paths = Map.groupBy(sizes.keys(), (address) => new URL(address).pathname);
  const [most] = [...paths.values()].toSorted((a, b) => b.length - a.length);
  return most[0];
}
