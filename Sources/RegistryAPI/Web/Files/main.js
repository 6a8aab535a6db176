// The page: its language, its views, and what they share.
import { Unreachable } from "./api.js";
import * as base from "./basemap.js";
import { CoverageView } from "./coverage.js";
import { FindView } from "./find.js";
import * as chart from "./map.js";
import * as offline from "./offline.js";
import { PlanView } from "./plan.js";
import { Registry } from "./registry.js";
import { change, onReturn, state } from "./state.js";
import { speak, words } from "./words.js";

const kinds = { coverage: CoverageView, find: FindView, plan: PlanView };
const panel = document.getElementById("panel");
const notice = document.getElementById("notice");
let views = {};
let current = null;

/** Tells an error, or takes the last one away. */
function report(error) {
  notice.hidden = error === null;
  notice.textContent = error === null ? "" : error instanceof Unreachable ? words().base.unseen : words().failed(error.message);
}

function fillFrame() {
  const w = words();
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = w[place.dataset.word];
  document.getElementById("map").setAttribute("aria-label", w.map);
  const navigation = document.getElementById("views");
  navigation.setAttribute("aria-label", w.views);
  navigation.replaceChildren(...Object.keys(kinds).map((name) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = w[name];
    button.setAttribute("aria-pressed", String(name === viewName()));
    button.addEventListener("click", () => { change({ view: name }, { isStep: true }); enter(); });
    return button;
  }));
  const other = document.getElementById("language");
  other.textContent = w.other;
  other.lang = w.otherLanguage;
  base.tell();
  offline.tell();
  document.title = `${w[viewName()]} – 福网 Fuwang`;
}

const viewName = () => (state().view in kinds ? state().view : "coverage");

async function enter() {
  current?.leave();
  fillFrame();
  current = views[viewName()];
  // Tables of the plan are wide, and say little on the map.
  document.querySelector("main").classList.toggle("wide", viewName() === "plan");
  chart.resize();
  await current.enter(panel);
}

/** The language of the address, of the page's parameter, of the last time, else the browser's. */
function wantedLanguage() {
  return state().lang ?? new URLSearchParams(location.search).get("lang") ?? navigator.language;
}

async function begin() {
  offline.listen();
  speak(wantedLanguage());
  fillFrame();
  document.getElementById("language").addEventListener("click", () => {
    change({ lang: words().otherLanguage });
    speak(words().otherLanguage);
    enter();
  });
  chart.makeMap((at) => change({ at }));
  document.getElementById("map").hidden = !chart.hasMap();
  const isLaid = base.lay(chart.leafletMap());
  const registry = await Registry.read();
  for (const [name, View] of Object.entries(kinds)) views[name] = new View(registry, report);
  chart.drawOutlines(registry.counties, registry.villages);
  chart.show(state().at, registry.villagesOf(state().area));
  onReturn(() => {
    speak(wantedLanguage());
    enter();
  });
  await enter();
  if (!chart.hasMap()) report(new Error(words().noLeaflet));
  await isLaid;
  offline.install();
}

begin().catch(report);
