// The server's public API. Of questions that replace each other only the last is answered.
import { language } from "./words.js";

const waiting = new Map();

/** What went wrong, in the server's words. */
export class Problem extends Error {}

/** The JSON at a path; parameters that are empty are left out. `slot` names questions that replace each other. */
export async function ask(path, parameters = {}, slot = null) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value != null && value !== ""));
  const address = query.size > 0 ? `${path}?${query}` : path;
  let signal;
  if (slot) {
    waiting.get(slot)?.abort();
    const controller = new AbortController();
    waiting.set(slot, controller);
    signal = controller.signal;
  }
  const response = await fetch(address, {
    headers: { Accept: "application/geo+json, application/json", "Accept-Language": language() }, signal,
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Problem(problem.detail ?? problem.title ?? `${response.status}`);
  }
  return response.json();
}

/** Whether an error only says that a later question took the place of this one. */
export const isReplaced = (error) => error.name === "AbortError";
