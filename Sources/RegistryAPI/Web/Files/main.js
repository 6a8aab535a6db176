// The page: its language, its views, and what they share.
import { isReplaced, letGo, Unreachable } from "./api.js";
import * as base from "./basemap.js";
import { CoverageView } from "./coverage.js";
import { FindView } from "./find.js";
import * as chart from "./map.js";
import * as offline from "./offline.js";
import { PlanView } from "./plan.js";
import { Registry } from "./registry.js";
import { Session } from "./session.js";
import { change, onReturn, state } from "./state.js";
import { speak, words } from "./words.js";

const kinds = { coverage: CoverageView, find: FindView, plan: PlanView };
const panel = document.getElementById("panel");
const notice = document.getElementById("notice");
let views = {};
let current = null;
let registry = null;
// What was written in the page stays where somebody only signs in anew.
const session = new Session(() => (current?.isDirty ? fillFrame() : enter()));
session.mayEnd = mayLeave;

/** Tells an error, or takes the last one away. */
function report(error) {
  if (error && isReplaced(error)) return;
  notice.hidden = error === null;
  notice.textContent = error === null ? "" : error instanceof Unreachable ? words().base.unseen : words().failed(error.message);
}

function fillFrame() {
  const w = words();
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = w[place.dataset.word];
  document.getElementById("map").setAttribute("aria-label", w.map);
  const navigation = document.getElementById("views");
  navigation.setAttribute("aria-label", w.views);
  navigation.replaceChildren(...names().map((name) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = w[name] ?? w.work[name];
    button.setAttribute("aria-pressed", String(name === viewName()));
    button.addEventListener("click", () => { if (mayLeave()) { change({ view: name, task: null }, { isStep: true }); enter(); } });
    return button;
  }));
  const other = document.getElementById("language");
  other.textContent = w.other;
  other.lang = w.otherLanguage;
  session.fill(document.getElementById("session"));
  base.tell();
  offline.tell();
  document.title = `${w[viewName()] ?? w.work[viewName()]} – 福网 Fuwang`;
}

/** Tables of the plan are wide, and say little on the map; a schedule is in both. */
function shareRoom() {
  const isPlan = viewName() === "plan";
  const isSchedule = isPlan && session.isOpen && state().task === "schedule";
  const { classList } = document.querySelector("main");
  classList.toggle("wide", isPlan && !isSchedule);
  classList.toggle("half", isSchedule);
  classList.add("shared");
}

const names = () => [...Object.keys(kinds), ...(session.isEditor ? ["edit"] : [])];
const viewName = () => (names().includes(state().view) ? state().view : "coverage");

/** Whether nothing is lost by leaving the view, or somebody wants that. */
function mayLeave() {
  if (!current?.isDirty) return true;
  if (!confirm(words().work.unsaved)) return false;
  current.discard();
  return true;
}

/** Makes the views, which know nothing of what was written meanwhile. */
function makeViews() {
  registry.ofKind.clear();
  for (const [name, View] of Object.entries(kinds)) views[name] = new View(registry, report, session, enter);
}

async function enter() {
  letGo();
  current?.leave();
  fillFrame();
  const name = viewName();
  // Who writes nothing need not load what writes.
  if (name === "edit") views.edit ??= new (await import("./edit.js")).EditView(registry, report, makeViews);
  if (name !== viewName()) return;
  current = views[name];
  shareRoom();
  chart.resize();
  // Only who looks at an area has its townships drawn.
  if (name !== "coverage") chart.drawOutlines(await registry.outlinesOf(null));
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
  shareRoom();
  document.getElementById("language").addEventListener("click", () => {
    change({ lang: words().otherLanguage });
    speak(words().otherLanguage);
    enter();
  });
  chart.makeMap((at) => { change({ at }); current?.moved?.(); });
  document.getElementById("map").hidden = !chart.hasMap();
  const isLaid = base.lay(chart.leafletMap());
  [registry] = await Promise.all([Registry.read(), session.resume().catch(report)]);
  makeViews();
  chart.drawOutlines(await registry.outlinesOf(null));
  chart.show(state().at, await registry.outlinesOf(state().area));
  onReturn(() => {
    if (!mayLeave()) return current.stay();
    speak(wantedLanguage());
    enter();
  });
  addEventListener("beforeunload", (event) => { if (current?.isDirty) event.preventDefault(); });
  await enter();
  // An address of what needs a token asks for one.
  if (state().view === "edit" && !session.isOpen) session.ask();
  if (!chart.hasMap()) report(new Error(words().noLeaflet));
  await isLaid;
  offline.install();
}

begin().catch(report);
