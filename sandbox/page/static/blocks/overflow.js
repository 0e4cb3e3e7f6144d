// The "more" menu: a button that opens a list of options.

import { el, freshId } from "../dom.js";
import { mayLink } from "./links.js";
import { closePopup, isOpen, openPopup } from "./popup.js";
import { act, marks } from "./state.js";
import { drawText } from "./text.js";

/** The element of an overflow menu. */
export function overflow(place) {
  const { element, screen } = place;
  const id = freshId("menu");
  const opener = el(
    "button",
    {
      type: "button",
      class: "bk-button bk-overflow",
      "aria-label": "More actions",
      "aria-describedby": place.besideId,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": id,
      ...marks(place),
    },
    el("span", { "aria-hidden": "true" }, "⋯"),
  );
  const items = element.options.map((option) => item(option, screen));
  const traits = { class: "bk-popup", popover: "manual", role: "menu", id, "aria-label": "More actions" };
  const menu = el("div", traits, items);
  watch(place, opener, menu, items);
  return el("span", { class: "bk-menu" }, opener, menu);
}

function item(option, screen) {
  const traits = { class: "bk-option", role: "menuitem", tabindex: "-1" };
  const described = option.description && drawText(option.description, screen);
  const inside = [drawText(option.text, screen), described && el("span", { class: "bk-description" }, described)];
  if (!mayLink(option.url)) return el("button", { type: "button", ...traits }, inside);
  return el("a", { ...traits, href: option.url, target: "_blank", rel: "noopener noreferrer" }, inside);
}

function watch(place, opener, menu, items) {
  const show = (index) => {
    openPopup(opener, menu, () => opener.setAttribute("aria-expanded", "false"));
    opener.setAttribute("aria-expanded", "true");
    items.at(index).focus();
  };
  opener.addEventListener("click", () => (isOpen(menu) ? closePopup() : show(0)));
  opener.addEventListener("keydown", (event) => {
    const index = { ArrowDown: 0, ArrowUp: -1 }[event.key];
    if (index === undefined) return;
    event.preventDefault();
    show(index);
  });
  menu.addEventListener("keydown", (event) => walk(event, opener, items));
  items.forEach((one, index) => one.addEventListener("click", (event) => choose(place, event, opener, index)));
}

function walk(event, opener, items) {
  const at = items.indexOf(document.activeElement);
  const goal = goalOf(event.key, at, items);
  if (goal !== undefined) items.at(goal % items.length).focus();
  else if (event.key === "Escape" || event.key === "Tab") {
    opener.focus();
    closePopup();
    if (event.key === "Tab") return;
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The item to go to by a key: the next one, an end, or the next that begins with the letter. */
function goalOf(key, at, items) {
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (key in moves) return moves[key];
  if (key.length !== 1 || key === " ") return undefined;
  const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  const found = after.find((one) => one.textContent.toLowerCase().startsWith(key.toLowerCase()));
  return found && items.indexOf(found);
}

async function choose(place, event, opener, index) {
  const { element, screen } = place;
  const option = element.options[index];
  opener.focus();
  closePopup();
  if (element.confirm) {
    event.preventDefault();
    if (!(await screen.confirm(element.confirm))) return;
    if (mayLink(option.url)) window.open(option.url, "_blank", "noopener,noreferrer");
  }
  act(place, { selected_option: option });
}
