// What is looked at, as the part of the address behind #: an address can be sent, kept and gone back to.

/** What the address says. */
export function state() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

/** Changes some of it; what is empty is left out. A change of the view can be gone back from, one of a slider replaces the last. */
export function change(changes, { isStep = false } = {}) {
  const next = new URLSearchParams(location.hash.slice(1));
  for (const [key, value] of Object.entries(changes)) {
    if (value == null || value === "") next.delete(key);
    else next.set(key, value);
  }
  const address = `#${next}`;
  if (address === location.hash) return;
  history[isStep ? "pushState" : "replaceState"](null, "", address);
}

/** Has a function called where somebody went back or forth, or wrote another address. */
export function onReturn(listener) { addEventListener("popstate", listener); }
