// Facilities as editors change them, and what waits for somebody's approval.
import { ask, send } from "./api.js";
import { Conflict } from "./conflict.js";
import { element, table } from "./dom.js";
import { FeatureForm, placeText, valueText } from "./form.js";
import { time, whole } from "./format.js";
import * as chart from "./map.js";
import { ProposalList } from "./proposals.js";
import { change, state } from "./state.js";
import { tasks } from "./tasks.js";
import { language, named, words } from "./words.js";
import * as works from "./works.js";

const SHOWN = 30;
const LIMIT = 10000;
const PATCH = "application/merge-patch+json";
const FEATURE = "application/geo+json";

/** The view. */
export class EditView {
  /** `written` is called where what other views know may be so no more. */
  constructor(registry, report, written) {
    this.registry = registry;
    this.report = report;
    this.written = written;
    this.filter = "";
    this.turn = 0;
    this.proposals = new ProposalList(registry, report, () => this.written());
  }

  async enter(panel) {
    this.tasks = element("div");
    this.body = element("div");
    panel.replaceChildren(this.tasks, this.body);
    this.drawTasks();
    chart.clear();
    this.proposals.count().then((count) => this.drawTasks(count), () => {});
    try {
      await this.registry.readTownships();
      await this.fill();
      this.report(null);
    } catch (error) {
      this.report(error);
    }
  }

  leave() { works.stopPicking(); }

  drawTasks(count = null) {
    const w = words().work;
    this.tasks.replaceChildren(tasks(w.tasks, [["", w.facilities], ["approval", count ? w.waitingCount(count) : w.approval]], state().task ?? "",
      (task) => this.mayDiscard() && this.go({ task })));
  }

  async fill() {
    this.turn += 1;
    if (state().task === "approval") return this.proposals.enter(this.body);
    if (state().facility || state().add) return this.open();
    return this.list();
  }

  /** Goes to another part of the view. */
  go(changes) {
    change(changes, { isStep: true });
    this.drawTasks();
    chart.clear();
    return this.fill().catch(this.report);
  }

  get kind() { return this.registry.kinds.has(state().kind) ? state().kind : [...this.registry.kinds][0]; }

  // MARK: - What would be lost

  get isDirty() { return this.form != null && Object.keys(this.form.changes()).length > 0; }

  /** Lets go of what was not saved. */
  discard() { this.form = null; }

  mayDiscard() {
    if (this.isDirty && !confirm(words().work.unsaved)) return false;
    this.discard();
    return true;
  }

  /** Takes the address back that somebody went away from. */
  stay() { history.pushState(null, "", this.address); }

  // MARK: - The list

  async list() {
    this.discard();
    const w = words().work;
    const kind = this.kind;
    this.hits = element("div");
    const filter = element("input", {
      id: "filter", type: "search", autocomplete: "off", value: this.filter, oninput: () => { this.filter = filter.value; this.drawList(); },
    });
    this.body.replaceChildren(
      element("form", { class: "controls", onsubmit: (event) => { event.preventDefault(); this.hits.querySelector("th button")?.click(); } },
        element("label", { for: "kind" }, w.kind),
        element("div", { class: "pair" },
          element("select", { id: "kind", onchange: (event) => this.go({ kind: event.target.value }) },
            this.registry.allKinds.filter(({ id }) => this.registry.kinds.has(id)).map(({ id, properties }) => element("option", { value: id, selected: id === kind }, named(properties)))),
          element("button", { type: "button", onclick: () => this.go({ kind, add: 1 }) }, w.add)),
        element("label", { for: "filter" }, w.filter), filter),
      this.hits);
    const answer = await ask(`/collections/${kind}/items`, { limit: LIMIT, properties: "name,divisionName,countyName,status" }, "facilities");
    // Somebody may have gone on meanwhile.
    if (!this.hits.isConnected) return;
    this.all = answer.features;
    this.matched = answer.numberMatched;
    chart.drawPoints(this.all, (id) => this.go({ kind, facility: id }));
    this.drawList();
  }

  async drawList() {
    const w = words().work;
    const wanted = this.filter.trim();
    const inAll = () => this.all.filter(({ id, properties: { name, divisionName, countyName } }) => [id, name, divisionName, countyName].some((text) => text?.includes(wanted)));
    // Of a large registry the page has a part, and the server finds names.
    const found = this.matched > this.all.length && wanted
      ? (await ask(`/collections/${this.kind}/items`, { q: wanted.replaceAll(",", " "), limit: SHOWN, properties: "name,divisionName,countyName,status" }, "facilities")).features : inAll();
    const rows = found.slice(0, SHOWN).map(({ id, properties }) => element("tr", {},
      element("th", { scope: "row" }, element("button", { type: "button", onclick: () => this.go({ kind: this.kind, facility: id }) }, properties.name)),
      element("td", {}, [properties.divisionName, properties.countyName].filter(Boolean).join(" · ")), element("td", {}, w.values[properties.status] ?? properties.status)));
    this.hits.replaceChildren(
      element("p", { class: "note", role: "status" }, found.length > SHOWN ? words().first(SHOWN, whole(found.length)) : w.found(whole(found.length))),
      ...(rows.length > 0 ? [table(w.facilities, [[words().name], [w.where], [w.status]], rows)] : []));
  }

  // MARK: - One facility

  /** Opens the facility of the address, or an empty form. */
  async open() {
    const turn = this.turn;
    const { facility: id } = state();
    const kind = this.kind;
    const path = `/collections/${kind}/items${id ? `/${encodeURIComponent(id)}` : ""}`;
    // What was typed stays where only the language changed.
    const typed = this.isDirty && this.path === path ? this.form.values : null;
    const [schema, found, { allow }] = await Promise.all([
      ask(`/collections/${kind}/schema`), typed ? this.found : id ? this.read(path) : { before: {}, etag: null }, send("OPTIONS", path),
    ]);
    if (this.turn !== turn || !this.body.isConnected) return;
    Object.assign(this, { path, found, id, address: location.hash });
    this.isOpen = allow.includes(id ? "PATCH" : "POST");
    this.drawForm(schema, kind);
    if (typed) this.form.fill(typed);
    this.told(this.isOpen ? "" : words().work.notYours);
    this.heading.focus();
  }

  /** The feature as it is now. */
  async read(path) {
    const { json, etag } = await send("GET", path);
    return { before: EditView.values(json), etag };
  }

  static values(feature) { return { ...feature.properties, place: feature.geometry?.coordinates.slice(0, 2) ?? null }; }

  drawForm(schema, kind) {
    const w = words().work;
    const { before } = this.found;
    this.heading = element("h2", { tabindex: -1 }, this.id ? before.name : w.addKind(this.registry.kindName(kind)));
    this.form = new FeatureForm({ schema, registry: this.registry, before, isOpen: this.isOpen, changed: () => this.sayChanges() });
    this.status = element("p", { class: "said", role: "status" });
    this.saver = element("button", { type: "submit", class: "main" }, this.id ? w.save : w.create);
    this.changed = element("span", { class: "note" });
    this.editor = element("form", { class: "editor", novalidate: true, onsubmit: (event) => { event.preventDefault(); this.save(); } },
      this.form.element,
      element("div", { class: "actions" }, this.status, ...(this.isOpen ? [this.saver,
        element("button", { type: "button", onclick: () => { this.form.fill(before); this.form.show([]); this.told(""); } }, w.revert), this.changed] : [])));
    this.body.replaceChildren(
      element("button", { type: "button", onclick: () => this.mayDiscard() && this.go({ facility: null, add: null }) }, w.toList),
      this.heading, ...(this.id ? [element("p", { class: "note" }, `${this.registry.kindName(kind)} · ${this.id}`)] : []), this.editor);
    // Villages tell where one is.
    this.registry.allVillages().then(chart.drawVillages, this.report);
    if (before.place) works.lookAt(before.place);
    this.form.pick();
    this.sayChanges();
  }

  sayChanges() {
    if (!this.changed || !this.form) return;
    const names = Object.keys(this.form.changes());
    // What was saved is so no more.
    if (names.length > 0 && !this.status.classList.contains("bad")) this.told("");
    this.changed.textContent = names.length === 0 ? words().work.unchanged : words().work.changed(names.map((name) => this.form.label(name)));
  }

  /** Says what came of something. */
  told(text, isGood = true) {
    this.status.textContent = text;
    this.status.classList.toggle("bad", !isGood);
  }

  /** Sends what was changed, under the condition that it is still what was read. */
  async save() {
    const w = words().work;
    const faults = this.form.ownFaults;
    this.form.show(faults);
    if (faults.length > 0) return this.told(w.faults(faults.length), false);
    const { place, ...properties } = this.form.changes();
    const changes = this.form.changes();
    if (this.id && Object.keys(changes).length === 0) return this.told(w.unchanged);
    const geometry = (value) => (value ? { type: "Point", coordinates: value } : null);
    this.saver.disabled = true;
    this.told("");
    try {
      const answer = this.id
        ? await send("PATCH", this.path, { ...(Object.keys(properties).length > 0 && { properties }), ...("place" in changes && { geometry: geometry(place) }) }, { ifMatch: this.found.etag, contentType: PATCH })
        : await send("POST", this.path, { type: "Feature", geometry: geometry(place), properties: { kind: this.kind, ...properties } }, { contentType: FEATURE });
      await this.saved(answer);
    } catch (error) {
      if (error.status === 422) this.form.show(error.errors.map(FeatureForm.fault));
      if (error.status === 412) await this.meet();
      else if (error.status !== 422 || error.errors.length === 0) this.told(w.notSaved(w.problems[error.status] ?? "", error.message), false);
      else this.told(w.faults(error.errors.length), false);
    } finally {
      this.saver.disabled = false;
    }
  }

  async saved({ status, json, etag }) {
    const w = words().work;
    const remarks = (json.remarks ?? []).map((remark) => (language() === "zh-CN" ? remark.detailZh : remark.detail));
    const isHeld = status === 202;
    this.discard();
    if (isHeld) {
      this.proposals.count().then((count) => this.drawTasks(count), () => {});
      if (!this.id) await this.go({ add: null });
      else await this.reopen(await this.read(this.path));
    } else {
      this.written();
      this.id = json.id;
      change({ facility: json.id, add: null });
      await this.reopen({ before: EditView.values(json), etag });
    }
    const text = [isHeld ? w.held(json.proposal) : w.saved, ...remarks].join(" ");
    if (this.status.isConnected) this.told(text);
    else this.hits.prepend(element("p", { class: "said", role: "status" }, text));
  }

  /** Draws the form anew, with what is there now. */
  async reopen(found) {
    const kind = this.kind;
    this.path = `/collections/${kind}/items/${encodeURIComponent(this.id)}`;
    Object.assign(this, { found, address: location.hash });
    this.drawForm(await ask(`/collections/${kind}/schema`), kind);
    this.saver?.focus();
  }

  /** The last change of the record, where its history tells it. */
  async lastChange() {
    const { changes } = await ask(`${this.path}/history`).catch(() => ({ changes: [] }));
    return changes.toSorted((a, b) => b.seq - a.seq)[0];
  }

  /** Meets what somebody else wrote: shows it beside one's own, and saves what is chosen. */
  async meet() {
    const w = words().work;
    let theirs;
    try {
      theirs = await this.read(this.path);
    } catch (error) {
      return this.told(w.notSaved(w.problems[error.status] ?? "", error.message), false);
    }
    const { before } = this.found;
    const mine = this.form.values;
    const last = await this.lastChange();
    const back = () => { conflict.element.replaceWith(this.editor); this.heading.focus(); };
    const conflict = new Conflict({
      before, theirs: theirs.before, mine, by: last ? w.conflict.by(last.act.by, time(last.at)) : null, label: (name) => this.form.label(name),
      text: (name, value) => (name === "place" ? placeText(value) : valueText(this.registry, name, value)),
      decided: async (values) => {
        this.found = theirs;
        this.form.before = theirs.before;
        back();
        this.form.fill(values);
        if (this.isDirty) return this.save();
        // Theirs is what was chosen.
        this.discard();
        await this.reopen(theirs);
        return this.told(w.tookTheirs);
      },
      cancelled: back,
    });
    this.told("");
    this.editor.replaceWith(conflict.element);
    return conflict.title.focus();
  }
}
