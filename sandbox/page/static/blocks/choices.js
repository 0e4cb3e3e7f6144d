// Checkboxes and radio buttons: one option a line, each with its description.

import { el, freshId } from "../dom.js";
import { changed, held, marks, naming } from "./state.js";
import { drawText } from "./text.js";

/** The element of checkboxes. */
export function checkboxes(place) {
  return group(place, "checkbox", "group");
}

/** The element of radio buttons. */
export function radioButtons(place) {
  return group(place, "radio", "radiogroup");
}

function group(place, type, role) {
  const name = freshId("choice");
  const { "aria-required": required, "aria-invalid": invalid, autofocus, ...named } = naming(place);
  const ofGroup = role === "radiogroup" ? { "aria-required": required, "aria-invalid": invalid } : {};
  const drawn = el("div", { class: "bk-choices", role, ...named, ...ofGroup });
  const ofBox = { type, name, "aria-invalid": role === "group" && invalid, ...marks(place) };
  const { options } = place.element;
  const boxes = options.map((option, index) => box(option, { ...ofBox, autofocus: autofocus && index === 0 }));
  drawn.append(...boxes.map((one, index) => row(one, options[index], place.screen)));
  watch(drawn, boxes, place);
  return drawn;
}

function box(option, traits) {
  return el("input", { ...traits, "data-option": option.value, id: freshId("option") });
}

function row(control, option, screen) {
  const id = option.description && freshId("description");
  if (id) control.setAttribute("aria-describedby", id);
  const described = id && el("span", { class: "bk-description", id }, drawText(option.description, screen));
  const label = el("label", { for: control.id }, drawText(option.text, screen));
  return el("div", { class: "bk-choice" }, control, el("div", { class: "bk-choice-words" }, label, described));
}

function watch(drawn, boxes, place) {
  const { element } = place;
  const several = element.type === "checkboxes";
  const show = (value) => {
    const chosen = [value].flat().map((option) => option?.value);
    boxes.forEach((one, index) => (one.checked = chosen.includes(element.options[index].value)));
  };
  let now = held(place);
  show(now);
  drawn.addEventListener("change", () => {
    const before = now;
    const ticked = element.options.filter((_, index) => boxes[index].checked);
    now = several ? ticked : (ticked[0] ?? null);
    changed(place, now, () => show((now = before)));
  });
}
