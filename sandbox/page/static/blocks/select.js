// Menus to choose one or several from: a box to search in, with a list below.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

import { el, freshId, kept } from "../dom.js";
import { listOf, matching } from "./listed.js";
import { itemOf, offered } from "./offered.js";
import { closePopup, isOpen, openPopup, settle } from "./popup.js";
import { changed, held, isMany, isRequired, marks, naming } from "./state.js";
import { characters } from "./words.js";

/** The element of a menu of any kind. */
export function select(place) {
  return new Menu(place).drawn;
}

class Menu {
  constructor(place) {
    this.place = place;
    this.isMany = isMany(place.element);
    this.groups = offered(place.element, place.screen);
    this.chosen = kept([held(place)]).map((value) => itemOf(value, this.groups, place.screen));
    this.active = 0;
    this.rows = [];
    this.build();
    this.rest();
    this.watch();
  }

  build() {
    const { place } = this;
    const id = freshId("list");
    this.box = el("input", {
      type: "text",
      class: "bk-select-box",
      id: place.controlId,
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
      ...naming(place),
      ...marks(place),
    });
    this.list = el("div", {
      class: "bk-popup",
      popover: "manual",
      role: "listbox",
      id,
      "aria-label": "Options",
      "aria-multiselectable": this.isMany && "true",
    });
    this.chips = this.isMany && el("ul", { class: "bk-chips" });
    this.clear = !this.isMany && !isRequired(place) && place.block.type === "input" && this.clearButton();
    const arrow = el("span", { class: "bk-arrow", "aria-hidden": "true" });
    this.frame = el("div", { class: "bk-select-frame" }, this.chips, this.box, this.clear, arrow);
    this.drawn = el("div", { class: `bk-select${this.isMany ? " bk-select-many" : ""}` }, this.frame, this.list);
  }

  clearButton() {
    const clear = () => {
      this.pick([]);
      this.box.focus();
    };
    return el("button", { type: "button", class: "bk-clear", "aria-label": "Clear", on: { click: clear } }, "✕");
  }

  watch() {
    this.frame.addEventListener("click", ({ target }) => {
      if (target.closest("button")) return;
      this.box.focus();
      this.open();
    });
    this.box.addEventListener("input", () => this.search());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => {
      const row = this.rows.findIndex(({ drawn }) => drawn.contains(target));
      if (row >= 0) this.take(this.rows[row]);
    });
  }

  /** As it looks when nobody is choosing. */
  rest() {
    const [first] = this.chosen;
    const hint = characters(this.place.element.placeholder) || (this.isMany ? "Select options" : "Select an option");
    this.box.value = this.isMany || !first ? "" : first.said;
    this.box.placeholder = this.isMany && first ? "" : hint;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
    if (this.chips) this.chips.replaceChildren(...this.chosen.map((item) => this.chip(item)));
    if (this.chips) this.chips.hidden = !first;
    if (this.clear) this.clear.hidden = !first;
  }

  chip(item) {
    const remove = () => {
      this.pick(this.chosen.filter(({ key }) => key !== item.key));
      this.box.focus();
    };
    const cross = el("button", { type: "button", "aria-label": `Remove ${item.said}`, on: { click: remove } }, "✕");
    return el("li", { class: "bk-chip" }, el("span", { class: "bk-chip-words" }, item.said), cross);
  }

  open(typed = "") {
    if (isOpen(this.list)) return;
    openPopup(this.frame, this.list, () => this.rest());
    this.box.setAttribute("aria-expanded", "true");
    if (!this.isMany && !typed) this.box.select();
    this.show(typed);
  }

  search() {
    this.open(this.box.value);
    this.show(this.box.value);
  }

  /** Lists what matches; the chosen thing, or the first, is the one that Enter takes. */
  show(typed) {
    const keys = this.chosen.map(({ key }) => key);
    this.rows = listOf(this.list, matching(this.groups, typed), keys, this.isFull());
    const current = typed || this.isMany ? -1 : this.rows.findIndex(({ item }) => keys.includes(item.key));
    this.go(Math.max(0, current));
    settle();
  }

  isFull() {
    const most = this.place.element.max_selected_items;
    return this.isMany && most !== undefined && this.chosen.length >= most && most;
  }

  go(index) {
    this.rows[this.active]?.drawn.classList.remove("bk-active");
    this.active = index;
    const row = this.rows[index]?.drawn;
    row?.classList.add("bk-active");
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.box.setAttribute("aria-activedescendant", row.id);
    else this.box.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const done = isOpen(this.list) ? this.keyWhenOpen(event) : this.keyWhenClosed(event);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }

  keyWhenClosed({ key }) {
    if (key === "Backspace" && this.isMany && !this.box.value && this.chosen.length) {
      this.pick(this.chosen.slice(0, -1));
      return true;
    }
    if (!["ArrowDown", "ArrowUp", "Enter"].includes(key)) return false;
    this.open();
    return true;
  }

  keyWhenOpen({ key, isComposing }) {
    const last = this.rows.length - 1;
    const moves = {
      ArrowDown: this.active < last ? this.active + 1 : 0,
      ArrowUp: this.active > 0 ? this.active - 1 : last,
      Home: 0,
      End: last,
      PageDown: Math.min(last, this.active + 8),
      PageUp: Math.max(0, this.active - 8),
    };
    if (isComposing) return false;
    if (key in moves) this.go(moves[key]);
    else if (key === "Enter") this.take(this.rows[this.active]);
    else if (key === "Escape") closePopup();
    else if (key === "Tab") closePopup();
    else if (key === "Backspace" && this.isMany && !this.box.value) return this.keyWhenClosed({ key });
    else return false;
    return key !== "Tab";
  }

  /** A thing of the list was chosen, or let go when it was chosen already. */
  take(row) {
    if (!row || row.isOff) return;
    const { item } = row;
    const rest = this.chosen.filter(({ key }) => key !== item.key);
    if (!this.isMany) closePopup();
    if (this.isMany) this.pick(rest.length < this.chosen.length ? rest : [...this.chosen, item]);
    else if (this.chosen[0]?.key !== item.key) this.pick([item]);
  }

  pick(chosen) {
    const before = this.chosen;
    this.look(chosen);
    const values = chosen.map(({ value }) => value);
    changed(this.place, this.isMany ? values : (values[0] ?? null), () => this.look(before));
  }

  look(chosen) {
    const wasOpen = isOpen(this.list);
    this.chosen = chosen;
    this.rest();
    if (!wasOpen) return;
    this.box.setAttribute("aria-expanded", "true");
    this.show("");
  }
}
