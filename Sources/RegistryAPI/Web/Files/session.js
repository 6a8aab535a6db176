// Who uses the page: anybody, or who bears a token. The token is kept in this window alone, and goes nowhere but into a header.
import { bear, send } from "./api.js";
import { element } from "./dom.js";
import { words } from "./words.js";

const KEY = "fuwang-token";

/** Who uses the page, and what that one may do. */
export class Session {
  /** `changed` is called after each signing in and out. */
  constructor(changed) {
    this.changed = changed;
    this.forget();
  }

  /** Takes up what was begun in this window before, where the server still knows the token. */
  async resume() {
    const token = sessionStorage.getItem(KEY);
    if (!token) return;
    try {
      await this.take(token);
    } catch (error) {
      if (error.status !== 401) throw error;
      sessionStorage.removeItem(KEY);
    }
  }

  forget() {
    this.isOpen = this.isEditor = this.isEverywhere = false;
    bear(null);
  }

  /** Signs in: what may be done is what the server allows. */
  async take(token) {
    bear(token);
    try {
      const isEditor = await send("GET", "/proposals?limit=1").then(() => true, (error) => {
        if (error.status === 403) return false;
        throw error;
      });
      const { allow } = await send("OPTIONS", "/scenarios");
      Object.assign(this, { isOpen: true, isEditor, isEverywhere: allow.includes("POST") });
    } catch (error) {
      this.forget();
      throw error;
    }
    sessionStorage.setItem(KEY, token);
    bear(token, () => this.askAgain());
  }

  /** A token that was good is so no more: what was written in the page stays, and a new one is asked for. */
  askAgain() {
    sessionStorage.removeItem(KEY);
    this.forget();
    this.changed();
    this.ask(words().work.session.ended);
  }

  signOut() {
    sessionStorage.removeItem(KEY);
    this.forget();
    this.changed();
  }

  /** Draws who it is, and the way in or out. */
  fill(place) {
    const w = words().work.session;
    const role = this.isEverywhere ? w.everywhere : this.isEditor ? w.division : w.reader;
    place.replaceChildren(...(this.isOpen
      ? [element("span", { class: "who" }, role), element("button", { type: "button", onclick: () => this.mayEnd() && this.signOut() }, w.signOut)]
      : [element("button", { type: "button", onclick: () => this.ask() }, w.signIn)]));
  }

  /** Whether nothing would be lost by an end. */
  mayEnd() { return true; }

  /** Asks for a token. */
  ask(reason = null) {
    document.getElementById("sign-in")?.remove();
    const w = words().work.session;
    const fault = element("p", { id: "token-fault", class: "fault", role: "alert" }, reason);
    const field = element("input", { id: "token", type: "password", autocomplete: "off", spellcheck: "false", required: true, "aria-describedby": "token-fault token-note" });
    const enter = element("button", { type: "submit", class: "main" }, w.signIn);
    const dialog = element("dialog", { id: "sign-in", "aria-labelledby": "sign-in-title", onclose: () => dialog.remove() },
      element("form", {
        class: "stack", novalidate: true,
        onsubmit: async (event) => {
          event.preventDefault();
          enter.disabled = true;
          fault.textContent = await this.reasonAgainst(field.value.trim());
          enter.disabled = false;
          field.toggleAttribute("aria-invalid", fault.textContent !== "");
          if (fault.textContent !== "") return field.focus();
          dialog.close();
          return this.changed();
        },
      },
      element("h2", { id: "sign-in-title" }, w.signIn),
      element("label", { for: "token" }, w.token), field, fault, element("p", { id: "token-note", class: "note" }, w.note),
      element("div", { class: "actions" }, enter, element("button", { type: "button", onclick: () => dialog.close() }, words().work.cancel))));
    document.body.append(dialog);
    dialog.showModal();
    field.focus();
  }

  /** Signs in; the reason where that fails, else an empty text. */
  async reasonAgainst(token) {
    const w = words().work.session;
    if (token === "") return w.empty;
    // A header takes nothing else, and no token has it.
    if (!/^[\x21-\x7e]+$/.test(token)) return w.refused;
    try {
      await this.take(token);
      return "";
    } catch (error) {
      return error.status === 401 ? w.refused : words().failed(error.message);
    }
  }
}
