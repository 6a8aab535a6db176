// Answers in the server's place where the network fails: with the page's own files, and with what it asked last.
// The server writes two lines before these: FILES, what the page is made of, and RELEASE, a digest of it all.
// Source: W3C, Service Workers.

const OWN = `files ${RELEASE}`;
const ANSWERS = `answers ${RELEASE}`;
const MOST_ANSWERS = 60;
const MOST_BYTES = 32 * 1024 * 1024;
const ACCEPT = "application/geo+json, application/json";
/** The header in which a kept answer has its size. */
const SIZE = "Fuwang-Size";

// MARK: - Life

addEventListener("install", (event) => event.waitUntil(keepFiles().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(dropOldReleases().then(() => clients.claim())));

async function keepFiles() {
  const cache = await caches.open(OWN);
  await cache.addAll(FILES.map((path) => new Request(path, { cache: "no-cache", headers: { Accept: path === "/" ? "text/html" : "*/*" } })));
}

async function dropOldReleases() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== OWN && name !== ANSWERS).map((name) => caches.delete(name)));
}

// MARK: - Answers

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, searchParams } = new URL(request.url);
  // What is asked with a token, or written, is between the page and the server.
  if (request.method !== "GET" || origin !== location.origin || request.headers.has("Authorization")) return;
  if (request.mode === "navigate") {
    if (pathname === "/" && (searchParams.get("f") ?? "html") === "html") event.respondWith(file(request, "/"));
  } else if (FILES.includes(pathname)) event.respondWith(file(request, pathname));
  else if (request.headers.get("Accept")?.includes("json")) event.respondWith(answer(event));
});

async function file(request, path) {
  try {
    return await fetch(request);
  } catch {
    const cache = await caches.open(OWN);
    return await cache.match(path, { ignoreVary: true }) ?? Response.error();
  }
}

async function answer(event) {
  const { request, clientId } = event;
  let response;
  try {
    // What the browser has kept by itself is asked about each time: else it would answer here, and nobody would know of when.
    response = await fetch(request, { cache: "no-cache" });
  } catch (error) {
    // A later question took the place of this one: that tells nothing of the network.
    if (error.name === "AbortError") throw error;
    const cache = await caches.open(ANSWERS);
    const kept = await cache.match(request.url, { ignoreVary: true });
    await tell(clientId, { isReached: false, date: kept?.headers.get("Date") ?? null });
    return kept ?? Response.error();
  }
  if (isKept(response)) event.waitUntil(keep(request.url, response.clone()));
  event.waitUntil(tell(clientId, { isReached: true }));
  return response;
}

async function tell(id, message) {
  const client = await clients.get(id);
  client?.postMessage(message);
}

/** What a page asked before this worker answered for it. */
addEventListener("message", (event) => event.waitUntil(keepAgain(event.data)));

async function keepAgain(addresses) {
  for (const address of addresses.slice(-MOST_ANSWERS)) {
    const response = await fetch(address, { headers: { Accept: ACCEPT } }).catch(() => null);
    if (response && isKept(response)) await keep(address, response).catch(() => {});
  }
}

// MARK: - What is kept

/** Sizes by addresses, the oldest first; read when the first is needed, since a worker is stopped and started at any time. */
let sizes = null;
let last = Promise.resolve();

const isKept = (response) => response.status === 200 && !response.redirected
  && (response.headers.get("Content-Type") ?? "").includes("json") && !(response.headers.get("Cache-Control") ?? "").includes("no-store");

/** Keeps an answer in the place of the last one to the same question; one after another. */
async function keep(address, response) {
  const body = await response.arrayBuffer();
  if (body.byteLength > MOST_BYTES / 2) return;
  const headers = new Headers(response.headers);
  // The body is here as it was before it was compressed.
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set(SIZE, String(body.byteLength));
  last = last.catch(() => {}).then(async () => {
    const cache = await caches.open(ANSWERS);
    sizes ??= await keptSizes(cache);
    await cache.put(address, new Response(body, { headers }));
    sizes.delete(address);
    sizes.set(address, body.byteLength);
    while (sizes.size > MOST_ANSWERS || [...sizes.values()].reduce((sum, size) => sum + size, 0) > MOST_BYTES) {
      const gone = leastMissed();
      sizes.delete(gone);
      await cache.delete(gone, { ignoreVary: true });
    }
  });
  return last;
}

async function keptSizes(cache) {
  const found = new Map();
  for (const request of await cache.keys()) {
    const kept = await cache.match(request, { ignoreVary: true });
    found.set(request.url, Number(kept.headers.get(SIZE)));
  }
  return found;
}

/** The oldest answer at the path that has the most: moves of a slider are many, and the list of villages, without which there is no page, is one. */
function leastMissed() {
  const paths = Map.groupBy(sizes.keys(), (address) => new URL(address).pathname);
  const [most] = [...paths.values()].toSorted((a, b) => b.length - a.length);
  return most[0];
}
