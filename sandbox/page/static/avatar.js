// A face for everybody: the first letter of their name on a colour of their own; the app has its sign, as channels have.

import { el } from "./dom.js";
import { isApp, state } from "./state.js";

const COLOURS = 8;

export function avatar(person) {
  if (isApp(person.id)) return el("img", { class: "avatar", src: "/page/icon.svg", alt: "" });
  const nth = state.people.indexOf(person) % COLOURS;
  return el("span", { class: `avatar colour-${nth}`, "aria-hidden": "true" }, [...person.name][0]);
}

/** What stands before the name of a channel. */
export function sign({ kind }) {
  return kind === "private"
    ? el("img", { class: "sign", src: "/page/lock.svg", alt: "private" })
    : el("span", { class: "sign", "aria-hidden": "true" }, "#");
}
