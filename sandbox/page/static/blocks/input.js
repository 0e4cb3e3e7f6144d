// The input block: a label, what is filled in, the hint, and what is wrong with it.

import { el, freshId, kept } from "../dom.js";
import { drawElement } from "./elements.js";
import { drawText } from "./text.js";

const GROUPS = new Set(["checkboxes", "radio_buttons"]);

/** The element of an input block. */
export function input(block, screen) {
  const [labelId, controlId, hintId, errorId] = ["label", "control", "hint", "error"].map(freshId);
  const wrong = screen.errors?.[block.block_id];
  const hint = block.hint && el("p", { class: "bk-hint", id: hintId }, drawText(block.hint, screen));
  const error = wrong && el("p", { class: "bk-error", id: errorId }, sign(), el("span", { class: "bk-text" }, wrong));
  const describedBy = kept([error && errorId, hint && hintId]).join(" ") || undefined;
  const told = { labelledBy: labelId, controlId, describedBy, isInvalid: Boolean(wrong) };
  const place = { block, element: block.element, screen, ...told };
  return el("div", { class: `bk-input${wrong ? " bk-wrong" : ""}` }, labelOf(place), drawElement(place), error, hint);
}

function sign() {
  return el("span", { "aria-hidden": "true" }, "⚠ ");
}

/** A group of choices is labelled by id: what it holds are controls with labels of their own. */
function labelOf({ block, screen, controlId, labelledBy: id }) {
  const optional = block.optional && el("span", { class: "bk-optional" }, " (optional)");
  const words = [drawText(block.label, screen), optional];
  if (GROUPS.has(block.element.type)) return el("div", { class: "bk-label", id }, words);
  return el("label", { class: "bk-label", id, for: controlId }, words);
}
