// The server's public API. Of questions that replace each other only the last is answered.
import { find, keep } from "./kept.js";
import { language } from "./words.js";

const waiting = new Map();

let bearer = null;
let refused = () => {};
let told = () => {};

/** Has a function told after each request whether the server was reached, and of what time is what stands in its place: `{ isReached, date }`. */
export function whenAsked(listener) { told = listener; }

/** What went wrong, in the server's words: its status, what is wrong with parts of what was sent, the parameter at fault. */
export class Problem extends Error {
  constructor(status, { detail, title, errors = [], parameter = null } = {}) {
    super(detail ?? title ?? `${status}`);
    Object.assign(this, { status, detail: this.message, errors, parameter });
  }
}

/** Has all requests bear a token, or none; `whenRefused` is called where the server knows it no more. */
export function bear(token, whenRefused = () => {}) {
  bearer = token;
  refused = whenRefused;
}

/** The server could not be asked, and nothing was kept of what it answered before. */
export class Unreachable extends Error {}

/** Of why a question was not answered: whether a later one took its place, or the server is out of reach. */
function unanswered(error) { throw isReplaced(error) ? error : new Unreachable(error.message); }

/** The JSON at a path, or what was kept of it where the server is out of reach; parameters that are empty are left out, lists are repeated. `slot` names questions that replace each other. */
export async function ask(path, parameters = {}, slot = null) {
  const query = new URLSearchParams(Object.entries(parameters).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).filter((one) => one != null && one !== "").map((one) => [name, one])));
  const address = query.size > 0 ? `${path}?${query}` : path;
  let signal;
  if (slot) {
    waiting.get(slot)?.abort();
    const controller = new AbortController();
    waiting.set(slot, controller);
    signal = controller.signal;
  }
  const isKept = bearer === null;
  try {
    // What the browser has kept by itself is asked about each time: else it would answer here, and nobody would know of when.
    const response = await request("GET", address, { signal, cache: "no-cache" });
    const text = await response.text().catch(unanswered);
    // What is asked with a token is between the page and the server.
    if (isKept) keep(slot ?? address, address, text, response.headers);
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const found = isKept ? await find(address) : null;
    told({ isReached: false, date: found?.date ?? null });
    if (!found) throw error;
    return found.json;
  }
}

/** Sends something, as JSON: the answer's status, its tag, which methods are allowed there, and its JSON where it has some. */
export async function send(method, path, body = null, { ifMatch = null, contentType = "application/json", signal } = {}) {
  const headers = body === null ? {} : { "Content-Type": contentType };
  if (ifMatch) headers["If-Match"] = ifMatch;
  // What is to be changed is read anew.
  const response = await request(method, path, { headers, body: body === null ? undefined : JSON.stringify(body), signal, cache: "no-store" });
  return {
    status: response.status, etag: response.headers.get("ETag"), allow: (response.headers.get("Allow") ?? "").split(", "),
    json: await response.json().catch(() => null),
  };
}

async function request(method, address, { headers = {}, ...options }) {
  const who = bearer ? { Authorization: `Bearer ${bearer}` } : {};
  const response = await fetch(address, { method, headers: { Accept: "application/geo+json, application/json", "Accept-Language": language(), ...who, ...headers }, ...options }).catch(unanswered);
  told({ isReached: true });
  if (response.ok) return response;
  if (response.status === 401 && bearer) refused();
  throw new Problem(response.status, await response.json().catch(() => ({})));
}

/** Lets go of the questions of a view that was left; those of the map itself, whose slots begin with `map`, wait on. */
export function letGo() {
  for (const [slot, controller] of waiting) {
    if (slot.startsWith("map ")) continue;
    controller.abort();
    waiting.delete(slot);
  }
}

/** Whether an error only says that a later question took the place of this one, or that nobody waits for the answer any more. */
export const isReplaced = (error) => error.name === "AbortError";
