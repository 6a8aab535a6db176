// A field that suggests what may be meant, as WAI-ARIA's pattern of a combobox with a list has it.
import { element } from "./dom.js";
import { isReplaced } from "./api.js";

/**
 * A field with its list. `find` gives the choices for a text, each with `text` and `note`; `choose` is told the one that was
 * chosen, or `null` where nothing is like the text; `fail` an error.
 */
export function combobox(field, label, find, choose, fail) {
  const list = element("ul", { id: `${field.id}-list`, role: "listbox", "aria-label": label, hidden: true });
  let choices = [];
  let active = -1;
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off", spellcheck: "false" })) {
    field.setAttribute(name, value);
  }

  function show(isShown) {
    list.hidden = !isShown || choices.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) point(-1);
  }

  function point(index) {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  }

  function take(choice) {
    show(false);
    if (choice) field.value = choice.text;
    choose(choice);
  }

  async function suggest() {
    const text = field.value.trim();
    choices = text === "" ? [] : await find(text);
    list.replaceChildren(...choices.map((choice, index) => element("li", {
      id: `${list.id}-${index}`, role: "option", "aria-selected": "false",
      // The field keeps the focus.
      onmousedown: (event) => { event.preventDefault(); take(choice); },
    }, choice.text, " ", element("span", { class: "note" }, choice.note))));
    active = -1;
  }

  const told = (error) => { if (!isReplaced(error)) fail(error); };
  field.addEventListener("input", () => suggest().then(() => show(true), told));
  field.addEventListener("blur", () => show(false));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (isArrow && choices.length > 0) {
      event.preventDefault();
      show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      point((active + step + choices.length + (active < 0 && step < 0 ? 1 : 0)) % choices.length);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if (event.key === "Enter") {
      event.preventDefault();
      // The answer to the last letter may still be on its way.
      if (active >= 0) take(choices[active]);
      else suggest().then(() => take(choices[0] ?? null), told);
    }
  });
  return element("span", { class: "combobox" }, field, list);
}
