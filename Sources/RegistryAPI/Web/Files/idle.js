// Work that can wait until the browser has time.

const ask = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 50));

/** Has work done when the browser has time, at the latest after half a second. */
export const whenIdle = (work) => ask(work, { timeout: 500 });
