// What waits for somebody's approval, as a difference, and what became of it.
import { ask, send } from "./api.js";
import { element, table } from "./dom.js";
import { moveText, placeText, titled, valueText } from "./form.js";
import { time, whole } from "./format.js";
import * as chart from "./map.js";
import { words } from "./words.js";
import * as works from "./works.js";

const MOST = 1000;
const AXES = ["longitude", "latitude"];
const STATES = ["waiting", "approved", "rejected"];

/** The list, in the view of editors. */
export class ProposalList {
  /** `written` is called where one was approved. */
  constructor(registry, report, written) {
    this.registry = registry;
    this.report = report;
    this.written = written;
    this.wanted = "waiting";
    this.schemas = new Map();
  }

  /** How many wait. */
  async count() { return (await ask("/proposals", { state: "waiting", limit: MOST }, "waiting proposals")).proposals.length; }

  async enter(body) {
    const w = words().work;
    this.status = element("p", { class: "said", role: "status" });
    this.list = element("div");
    body.replaceChildren(
      element("form", { class: "controls", onsubmit: (event) => event.preventDefault() },
        element("label", { for: "proposal-state" }, w.status),
        element("select", { id: "proposal-state", onchange: (event) => { this.wanted = event.target.value; this.answer().catch(this.report); } },
          STATES.map((name) => element("option", { value: name, selected: name === this.wanted }, w.states[name])))),
      this.status, this.list);
    await this.answer();
  }

  async answer() {
    const { proposals } = await ask("/proposals", { state: this.wanted, limit: MOST }, "proposals");
    await Promise.all([...new Set(proposals.map((proposal) => proposal.collection))].map(async (collection) => {
      if (!this.schemas.has(collection)) this.schemas.set(collection, await ask(`/collections/${collection}/schema`));
    }));
    // Of a place that moves along one axis alone only that is told.
    await Promise.all(proposals.filter(({ state, featureId, fields }) => state === "waiting" && featureId && AXES.filter((axis) => fields.some(({ field }) => field === axis)).length === 1)
      .map(async (proposal) => { proposal.there = (await this.feature(proposal).catch(() => null))?.geometry?.coordinates; }));
    // Somebody may have gone on meanwhile.
    if (this.list.isConnected) this.draw(proposals);
  }

  /** The feature that a proposal is about, as it is now. */
  feature({ collection, featureId }) { return ask(`/collections/${collection}/items/${encodeURIComponent(featureId)}`); }

  draw(proposals) {
    const w = words().work;
    chart.clear();
    this.cards = new Map();
    // The oldest has waited longest.
    const ordered = this.wanted === "waiting" ? proposals.toReversed() : proposals;
    this.list.replaceChildren(...ordered.map((proposal) => this.card(proposal)));
    if (ordered.length === 0) this.list.append(element("p", {}, w.noProposals[this.wanted]));
    works.drawMoves(ordered.map((proposal) => this.move(proposal)).filter((move) => move.after), (id) => this.cards.get(id)?.focus());
  }

  /** Where something is moved from and to, where the proposal says so. */
  move({ id, name, fields, there }) {
    const isMoved = AXES.some((axis) => fields.some(({ field }) => field === axis));
    const place = (side) => {
      const [longitude, latitude] = AXES.map((axis, index) => { const told = fields.find(({ field }) => field === axis); return told ? told[side] : there?.[index]; });
      return isMoved && longitude != null && latitude != null ? [Number(longitude), Number(latitude)] : null;
    };
    return { id, name, before: place("before"), after: place("after") };
  }

  card(proposal) {
    const w = words().work;
    const { id, author, at, collection, change, featureId, name, division, decision } = proposal;
    const title = element("h2", { tabindex: -1, id: `proposal-${id}` }, `${w.changes[change] ?? change}: ${name || featureId || "–"}`);
    this.cards.set(id, title);
    const where = [this.registry.kinds.has(collection) ? this.registry.kindName(collection) : titled(this.schemas.get(collection)?.title ?? collection), division ? this.registry.divisionText(division) : null];
    const said = element("p", { class: "fault", role: "alert" });
    const card = element("article", { class: "card", "aria-labelledby": title.id },
      title, element("p", { class: "note" }, w.proposedBy(id, author, time(at)), element("br"), where.filter(Boolean).join(" · ")),
      this.difference(proposal),
      decision ? element("p", {}, w.decided(w.states[proposal.state], decision.author, time(decision.at)), decision.reason ? element("span", {}, ` ${w.because(decision.reason)}`) : null) : null,
      said);
    if (proposal.state === "waiting") card.append(this.decision(proposal, card, said));
    return card;
  }

  difference(proposal) {
    const { name, collection, fields, featureId } = proposal;
    const w = words().work;
    const properties = this.schemas.get(collection)?.properties ?? {};
    const move = this.move(proposal);
    const isWhole = move.after !== null;
    const rows = fields.filter(({ field }) => !(isWhole && AXES.includes(field))).map(({ field, before, after }) => [
      w[field] && !properties[field] ? w[field] : titled(properties[field]?.title ?? field), valueText(this.registry, field, before), valueText(this.registry, field, after)]);
    if (isWhole) rows.push([w.place, placeText(move.before), [placeText(move.after), moveText(move.before, move.after)].filter(Boolean).join(" · ")]);
    return table(w.difference(name || featureId || ""), [[w.field], [w.was], [w.becomes]], rows.map(([field, before, after]) => element("tr", {},
      element("th", { scope: "row" }, field), element("td", { class: before === "–" ? null : "was" }, before), element("td", { class: "becomes" }, after))));
  }

  decision(proposal, card, said) {
    const w = words().work;
    const { id } = proposal;
    const reason = element("textarea", { id: `reason-${id}`, rows: 2, maxlength: 4000, required: true });
    const rejection = element("form", {
      class: "stack", hidden: true, novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        const text = reason.value.trim();
        reason.toggleAttribute("aria-invalid", text === "");
        if (text === "") { said.textContent = w.reasonMissing; return reason.focus(); }
        return this.decide(proposal, card, said, "reject", { reason: text });
      },
    }, element("label", { for: reason.id }, w.reason), reason,
    element("div", { class: "actions" }, element("button", { type: "submit", class: "main" }, w.rejectNow), element("button", { type: "button", onclick: () => { rejection.hidden = true; buttons.hidden = false; } }, w.cancel)));
    const buttons = element("div", { class: "actions" },
      element("button", { type: "button", class: "main", onclick: () => this.decide(proposal, card, said, "approve") }, w.approve),
      element("button", { type: "button", onclick: () => { rejection.hidden = false; buttons.hidden = true; reason.focus(); } }, w.reject),
      element("button", { type: "button", onclick: () => this.show(proposal).catch((error) => { said.textContent = error.message; }) }, w.onMap));
    return element("div", {}, buttons, rejection);
  }

  /** Shows where it is: where the proposal says so, else where the feature is now, else its division. */
  async show(proposal) {
    const { after } = this.move(proposal);
    const there = after ? null : proposal.featureId ? await this.feature(proposal) : null;
    const place = after ?? there?.geometry?.coordinates ?? this.registry.division(proposal.division)?.geometry?.coordinates;
    if (!place) throw new Error(words().work.noPlace);
    chart.mark(place, proposal.name || proposal.featureId || "");
  }

  async decide(proposal, card, said, verdict, body = null) {
    const w = words().work;
    const buttons = [...card.querySelectorAll("button")];
    for (const button of buttons) button.disabled = true;
    try {
      await send("POST", `/proposals/${proposal.id}/${verdict}`, body);
      if (verdict === "approve") this.written();
      await this.answer();
      const left = this.cards.size;
      this.status.textContent = `${(verdict === "approve" ? w.approved : w.rejected)(proposal.name || proposal.id)} ${w.left(whole(left))}`;
      // The next one is at hand.
      (this.cards.values().next().value ?? document.getElementById("proposal-state")).focus();
    } catch (error) {
      said.textContent = w.notDecided(w.problems[error.status === 409 ? "decision" : error.status === 403 ? "above" : error.status] ?? "", error.message);
      for (const button of buttons) button.disabled = false;
    }
  }
}
