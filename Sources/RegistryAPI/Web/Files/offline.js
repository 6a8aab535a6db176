// What the page does without a network: a worker keeps its files, the page the last answers, and this says when they are shown.
import { whenAsked } from "./api.js";
import { element } from "./dom.js";
import { moment } from "./format.js";
import { words } from "./words.js";

const place = element("p", { id: "offline", role: "status", hidden: true });
let isReached = true;
/** When the oldest answer that is shown was given. */
let since = null;

/** Listens from now on. */
export function listen() {
  document.getElementById("notice").before(place);
  addEventListener("offline", () => { isReached = false; tell(); });
  whenAsked(({ isReached: isSo, date = null }) => {
    const time = Date.parse(date);
    const wasReached = isReached;
    isReached = isSo;
    if (isReached) since = null;
    else if (!Number.isNaN(time)) since = Math.min(time, since ?? time);
    if (!isReached || !wasReached) tell();
  });
}

/** Brings the worker, when all has been asked that the first view needs. Browsers have workers where a page came by TLS or from this machine (W3C, Secure Contexts); without one, as where a browser forbids it, the page works all the same. */
export function install() {
  navigator.serviceWorker?.register("/web/worker.js", { scope: "/" }).catch(() => {});
}

/** Says that what is shown is not of now, and of when it is. */
export function tell() {
  const w = words().base;
  place.hidden = isReached;
  place.textContent = isReached ? "" : since ? w.kept(moment(since)) : w.offline;
}
