// What the page does without a network: a worker keeps its files and the last answers, and this says when they are shown.
import { element } from "./dom.js";
import { moment } from "./format.js";
import { words } from "./words.js";

const workers = navigator.serviceWorker;
const place = element("p", { id: "offline", role: "status", hidden: true });
let isReached = true;
/** When the oldest answer that is shown was given. */
let since = null;
let isDrawn = false;
let isNew = false;

/** Listens from now on. Browsers have workers where a page came by TLS or from this machine (W3C, Secure Contexts). */
export function listen() {
  document.getElementById("notice").before(place);
  addEventListener("offline", () => { isReached = false; tell(); });
  if (!workers) return;
  workers.addEventListener("message", ({ data }) => {
    const time = Date.parse(data.date);
    isReached = data.isReached;
    if (isReached) since = null;
    else if (!Number.isNaN(time)) since = Math.min(time, since ?? time);
    tell();
  });
  workers.startMessages();
  workers.addEventListener("controllerchange", () => { isNew = true; handOver(); });
}

/** Brings the worker, when all has been asked that the first view needs. */
export function install() {
  isDrawn = true;
  handOver();
  // Without one, as where a browser forbids it, the page works all the same.
  workers?.register("/web/worker.js", { scope: "/" }).catch(() => {});
}

/** Tells a worker that is new what was asked before it came. */
function handOver() {
  if (!isDrawn || !isNew) return;
  isNew = false;
  const asked = performance.getEntriesByType("resource").filter((entry) => entry.initiatorType === "fetch").map((entry) => entry.name);
  workers.controller?.postMessage([...new Set(asked)].filter((address) => address.startsWith(`${location.origin}/`)));
}

/** Says that what is shown is not of now, and of when it is. */
export function tell() {
  const w = words().base;
  place.hidden = isReached;
  place.textContent = isReached ? "" : since ? w.kept(moment(since)) : w.offline;
}
