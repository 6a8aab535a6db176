// Which home is to be refitted in which year: asks for a schedule, shows it, and has it accepted.
import { ask, isReplaced, send } from "./api.js";
import { element, number, spot, stack, swatch, table } from "./dom.js";
import { today, whole, yuan } from "./format.js";
import * as chart from "./map.js";
import { change, state } from "./state.js";
import { language, words } from "./words.js";
import * as works from "./works.js";

const SHOWN = 100;
// Their reasons are long.
const LEFT_SHOWN = 20;
// Told apart by the colour-blind, too. Source: M. Okabe, K. Ito, "Color Universal Design" (2008).
const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442"];
const UNNAMED = "#8b8f8b";

/** The sum of amounts that are told with two decimals: in hundredths, so that nothing is rounded. */
const fen = (amount) => Math.round(100 * Number(amount));

/** Of a schedule's year what each source pays, in hundredths of a yuan; what no source pays under an empty name. */
export function paid(year) {
  const sums = new Map();
  const add = (source, amount) => amount > 0 && sums.set(source, (sums.get(source) ?? 0) + amount);
  for (const home of year.homes) {
    for (const { source, amount } of home.payments) add(source, fen(amount));
    add("", fen(home.cost) - home.payments.reduce((sum, { amount }) => sum + fen(amount), 0));
  }
  return sums;
}

/** A text that the server tells in both languages, or in English alone. */
const text = (entry, name) => (language() === "zh-CN" ? entry[`${name}Zh`] : null) ?? entry[name];

/** The view's part. */
export class Schedule {
  constructor(registry, session) {
    this.registry = registry;
    this.session = session;
    this.rules = "{}";
  }

  enter(body) {
    const w = words().work.schedule;
    const now = state();
    const first = new Date().getFullYear() + 1;
    const year = (key, standard) => element("input", { id: key, type: "number", min: 1, max: 9999, required: true, value: now[key] ?? standard });
    this.from = year("from", first);
    this.to = year("to", first + 2);
    this.day = element("input", { id: "day", type: "date", value: now.asOf ?? today() });
    this.most = element("input", { id: "most", type: "number", min: 1, max: 10000, value: now.most });
    this.seconds = element("input", { id: "seconds", type: "number", min: 1, max: 600, required: true, value: now.seconds ?? 10 });
    this.funds = element("input", { id: "funds", type: "checkbox", checked: now.funds === "true" });
    this.text = element("textarea", { id: "rules", rows: 4, spellcheck: "false", "aria-describedby": "rules-note rules-fault" }, this.rules);
    this.ruleFault = element("p", { id: "rules-fault", class: "fault", role: "alert" });
    this.starter = element("button", { type: "submit", class: "main" }, w.start);
    this.stopper = element("button", { type: "button", hidden: true, onclick: () => this.stop() }, words().work.cancel);
    this.status = element("p", { class: "said", role: "status" });
    this.result = element("div");
    body.replaceChildren(
      element("form", { class: "controls", novalidate: true, onsubmit: (event) => { event.preventDefault(); this.answer(); } },
        element("label", { for: "from" }, w.from), element("div", { class: "pair" }, this.from, element("label", { for: "to" }, w.to), this.to),
        element("label", { for: "day" }, words().day), this.day,
        element("label", { for: "most" }, w.most), this.most,
        element("label", { for: "seconds" }, w.seconds), this.seconds,
        element("span"), element("div", { class: "pair" }, this.funds, element("label", { for: "funds" }, w.funds)),
        element("details", { class: "across", open: this.rules !== "{}" }, element("summary", {}, w.rules),
          element("label", { class: "unseen", for: "rules" }, w.rules), this.text, this.ruleFault, element("p", { id: "rules-note", class: "note" }, w.rulesNote, " ",
            element("button", { type: "button", onclick: () => { this.text.value = this.example; } }, w.example))),
        element("div", { class: "actions across" }, this.starter, this.stopper)),
      this.status, this.result);
    if (this.plan) this.draw();
  }

  /** Rules as they may be: money of two sources, and how many homes a year. */
  get example() {
    const year = this.from.valueAsNumber || new Date().getFullYear() + 1;
    return JSON.stringify({ budgets: [{ year, source: "provincial welfare-lottery", amount: 5000000 }], homes: [{ year, atMost: 30 }] }, null, 2);
  }

  /** Lets a search go that runs. */
  stop() { this.running?.abort(); }

  // MARK: - Asking

  /** The question as it is filled in; `null` where something in it cannot be asked. */
  question() {
    const w = words().work;
    const numbers = [this.from, this.to, this.most, this.seconds];
    for (const field of [...numbers, this.text]) field.removeAttribute("aria-invalid");
    this.ruleFault.textContent = "";
    const wrong = numbers.find((field) => !field.validity.valid);
    if (wrong) {
      this.mark(wrong, w.schedule.noNumber(wrong.min, wrong.max));
      return null;
    }
    this.rules = this.text.value.trim() || "{}";
    let rules;
    try {
      rules = JSON.parse(this.rules);
    } catch (error) {
      this.mark(this.text, w.schedule.noJSON(error.message));
      return null;
    }
    const query = { from: this.from.value, to: this.to.value, asOf: this.day.value === today() ? null : this.day.value, seconds: this.seconds.value, funds: this.funds.checked ? "true" : null };
    change({ ...query, most: this.most.value });
    const parameters = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
    return { address: `/plans/upgrades?${parameters}`, rules: this.most.value === "" ? rules : this.limited(rules) };
  }

  /** Rules with the most homes a year, in years of which they do not tell it themselves. */
  limited(rules) {
    const told = new Map((rules.homes ?? []).map((entry) => [entry.year, entry]));
    for (let year = this.from.valueAsNumber; year <= this.to.valueAsNumber; year += 1) {
      told.set(year, { year, atMost: this.most.valueAsNumber, ...told.get(year) });
    }
    return { ...rules, homes: [...told.values()] };
  }

  /** Says what is wrong with a field, and goes there. */
  mark(field, text) {
    field.setAttribute("aria-invalid", "true");
    if (field === this.text) {
      field.closest("details").open = true;
      this.ruleFault.textContent = text;
    } else this.told(text, false);
    field.focus();
  }

  told(text, isGood = true) {
    this.status.textContent = text;
    this.status.classList.toggle("bad", !isGood);
  }

  async answer() {
    const question = this.question();
    if (!question) return;
    const plan = await this.run(question, question.address);
    if (!plan) return;
    this.plan = plan;
    this.asked = question;
    this.draw();
  }

  /** A search, which can be stopped; `null` where it was, or failed. */
  async run(question, address) {
    const w = words().work;
    this.running = new AbortController();
    this.starter.disabled = true;
    this.stopper.hidden = false;
    const began = performance.now();
    const clock = setInterval(() => this.told(w.schedule.running(Math.round((performance.now() - began) / 1000))), 1000);
    this.told(w.schedule.running(0));
    try {
      const [{ json }, homes] = await Promise.all([
        send("POST", address, question.rules, { signal: this.running.signal }),
        this.homes ?? ask("/collections/nursing-home/items", { limit: 10000, properties: "name,divisionName" }),
      ]);
      this.homes = homes;
      return json;
    } catch (error) {
      if (isReplaced(error)) this.told(w.schedule.stopped);
      else if (error.parameter && this[error.parameter]) this.mark(this[error.parameter], error.message);
      else if (error.status === 422) { this.told(""); this.mark(this.text, error.message); }
      else this.told(w.notDone(error.status === 409 ? "" : w.problems[error.status] ?? "", error.message), false);
      return null;
    } finally {
      clearInterval(clock);
      this.starter.disabled = false;
      this.stopper.hidden = true;
    }
  }

  /** Has the schedule become the planned works, after a question. */
  async accept() {
    const w = words().work;
    const count = this.plan.years.reduce((sum, { homes }) => sum + homes.length, 0);
    if (!confirm(w.schedule.sure(whole(count), this.plan.years.map(({ year }) => year)))) return;
    const plan = await this.run(this.asked, `${this.asked.address}&accept=true`);
    if (!plan) return;
    this.plan = plan;
    this.draw();
    this.told(w.schedule.accepted(whole(count)));
  }

  // MARK: - Showing

  draw() {
    const w = words().work.schedule;
    const { status, years, conflict, gap } = this.plan;
    const hasSchedule = status === "optimal" || status === "feasible";
    const gapText = gap == null ? w.gapUnknown : w.gap((100 * gap).toFixed(2));
    this.told(status === "feasible" ? `${w.statuses.feasible} ${gapText}` : w.statuses[status] ?? status, hasSchedule);
    this.result.replaceChildren(...(conflict.length > 0 ? this.conflicts(conflict) : []), ...(hasSchedule ? this.schedule(years) : []));
    works.stopPicking();
    if (hasSchedule) this.drawMap(years);
  }

  conflicts(conflict) {
    const w = words().work.schedule;
    return [element("h2", {}, w.conflict), element("p", { class: "note" }, w.conflictNote), element("ul", {}, conflict.map((entry) => element("li", {},
      text(entry, "constraint"), entry.remedy ? element("span", { class: "note" }, ` ${w.remedy(text(entry, "remedy"))}`) : null)))];
  }

  schedule(years) {
    const w = words().work.schedule;
    const count = years.reduce((sum, { homes }) => sum + homes.length, 0);
    const parts = [element("h2", {}, w.money), ...this.chart(years), element("h2", {}, w.homes(whole(count))), this.list = element("div")];
    this.drawList(years);
    if (this.plan.unscheduled.length > 0) parts.push(element("h2", {}, w.unscheduled(whole(this.plan.unscheduled.length))), this.left(this.plan.unscheduled));
    if (this.plan.moves.length > 0) parts.push(element("p", { class: "note" }, w.moves(whole(this.plan.moves.length))));
    if (count > 0 && this.session.isEverywhere) parts.unshift(element("div", { class: "actions" }, element("button", { type: "button", onclick: () => this.accept() }, w.accept)));
    return parts;
  }

  /** Years as bars of what each source pays, and the same as a table. */
  chart(years) {
    const w = words().work.schedule;
    const sums = years.map(paid);
    const sources = [...new Set([...sums.flatMap((sum) => [...sum.keys()]), ...years.flatMap(({ left }) => left.map(({ source }) => source))])].sort();
    const fill = (source) => (source === "" ? UNNAMED : COLOURS[sources.filter(Boolean).indexOf(source) % COLOURS.length]);
    const name = (source) => (source === "" ? w.noSource : words().work.sources(source));
    const most = Math.max(...years.map(({ cost }) => fen(cost)), 1);
    const left = (year, source) => year.left.find((entry) => entry.source === source)?.amount;
    const hasLeft = years.some((year) => year.left.length > 0);
    return [
      element("div", { class: "years" }, years.flatMap((year, index) => [
        element("span", {}, spot(works.yearStyle(index, years.length)), String(year.year)),
        stack([...sums[index]].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([source, length]) => ({ length, fill: fill(source) })), most),
        element("span", { class: "number" }, yuan(year.cost))])),
      element("ul", { class: "legend" }, sources.map((source) => element("li", {}, swatch(fill(source)), name(source)))),
      table(w.money, [[words().year, true], [w.homesColumn, true], [w.cost, true], ...sources.map((source) => [name(source), true])], years.map((year, index) => element("tr", {},
        number(String(year.year)), number(whole(year.homes.length)), number(yuan(year.cost)),
        sources.map((source) => number(yuan((sums[index].get(source) ?? 0) / 100), source && hasLeft ? element("div", { class: "note" }, w.left(yuan(left(year, source) ?? 0))) : null))))),
    ];
  }

  drawList(years, limit = SHOWN) {
    const w = words().work.schedule;
    const all = years.flatMap((year, index) => year.homes.map((home) => ({ ...home, year: year.year, index })));
    this.rows = new Map();
    const hasSources = all.some((home) => home.source);
    const rows = all.slice(0, limit).map((home) => {
      const row = element("tr", {},
        element("td", {}, element("span", { class: "state" }, spot(works.yearStyle(home.index, years.length)), ` ${home.year}`)),
        element("th", { scope: "row" }, element("button", { type: "button", onclick: () => this.choose(home.facility) }, home.name)),
        element("td", { class: "keep" }, this.countyName(home.county)), number(yuan(home.cost)),
        hasSources ? element("td", { class: "keep" }, ...home.payments.map(({ source }) => element("div", {}, words().work.sources(source)))) : null,
        element("td", { class: "text" }, home.categories.map((category) => words().work.categories[category] ?? category).join(w.comma), element("div", { class: "note" }, text(home, "reason"))));
      this.rows.set(home.facility, row);
      return row;
    });
    this.list.replaceChildren(table(w.list, [[words().year], [words().name], [words().county], [w.cost, true], ...(hasSources ? [[w.source]] : []), [w.why]], rows));
    if (all.length > limit) {
      this.list.append(element("p", { class: "note" }, words().first(limit, whole(all.length)), " ", element("button", { type: "button", onclick: () => this.drawList(years, Infinity) }, words().all)));
    }
  }

  /** What is in no year, and why. */
  left(unscheduled, limit = LEFT_SHOWN) {
    const w = words().work.schedule;
    const rows = unscheduled.slice(0, limit).map((home) => element("tr", {},
      element("th", { scope: "row" }, element("button", { type: "button", onclick: () => this.choose(home.facility) }, home.name)),
      number(yuan(home.cost)), element("td", { class: "text" }, text(home, "reason"))));
    const place = element("div", {}, table(w.unscheduled(whole(unscheduled.length)), [[words().name], [w.cost, true], [words().reason]], rows));
    if (unscheduled.length > limit) {
      place.append(element("p", { class: "note" }, words().first(limit, whole(unscheduled.length)), " ",
        element("button", { type: "button", onclick: () => place.replaceWith(this.left(unscheduled, Infinity)) }, words().all)));
    }
    return place;
  }

  countyName(code) { return this.registry.counties.find(({ id }) => id === code)?.properties.name ?? code ?? "–"; }

  get places() { return new Map(this.homes.features.map((home) => [home.id, home])); }

  drawMap(years) {
    const places = this.places;
    works.drawYears(years.flatMap((year, index) => year.homes.map((home) => ({ id: home.facility, geometry: places.get(home.facility)?.geometry, index, year: year.year, home }))), years.length,
      ({ year, home }) => `${year} · ${home.name} · ${yuan(home.cost)}`, (id) => this.choose(id));
  }

  /** Joins the map and the table: marks a home in both. */
  choose(id) {
    for (const row of this.rows.values()) row.classList.remove("chosen");
    this.rows.get(id)?.classList.add("chosen");
    this.rows.get(id)?.scrollIntoView({ block: "nearest" });
    const home = this.places.get(id);
    chart.mark(home?.geometry?.coordinates, home?.properties.name ?? id);
  }
}
