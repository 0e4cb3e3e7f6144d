// A button with a menu below it.

import { el, freshId } from "./dom.js";

/** `items` are [words, what it does] pairs; with `face`, the button shows that and is called `label`. */
export function menuButton(label, items, { face = label, key = label } = {}) {
  const id = freshId("menu");
  const open = el(
    "button",
    { class: "menu-button", "aria-haspopup": "menu", "aria-label": label, title: label, popovertarget: id, "data-key": key },
    face,
  );
  const menu = el(
    "div",
    { id, class: "menu", role: "menu", "aria-label": label, popover: "auto" },
    items.map(([words, choose]) => item(words, () => menu.hidePopover() ?? choose())),
  );
  menu.addEventListener("toggle", ({ newState }) => newState === "open" && place(menu, open));
  menu.addEventListener("keydown", (event) => walk(menu, event));
  return [open, menu];
}

function item(words, choose) {
  return el("button", { role: "menuitem", tabindex: "-1", on: { click: choose } }, words);
}

function place(menu, open) {
  const { left, bottom, top } = open.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  menu.style.top = `${bottom + height + 8 > innerHeight ? Math.max(8, top - height - 4) : bottom + 4}px`;
  menu.firstElementChild?.focus();
}

function walk(menu, event) {
  const items = [...menu.children];
  const now = items.indexOf(document.activeElement);
  const steps = { ArrowDown: now + 1, ArrowUp: now - 1 + items.length, Home: 0, End: items.length - 1 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  items[steps[event.key] % items.length].focus();
}
