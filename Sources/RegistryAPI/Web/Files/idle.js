// Work that can wait until the browser has time.

const ask = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 50));
const cancel = globalThis.cancelIdleCallback ?? clearTimeout;

/** Has work done when the browser has time, at the latest after half a second; returns what calls it off. */
export function whenIdle(work) {
  const turn = ask(work, { timeout: 500 });
  return () => cancel(turn);
}
