// What a phone would say of a message: its text alone, without its blocks.

import { avatar } from "./avatar.js";
import { el } from "./dom.js";
import { place, state, user } from "./state.js";

const SECONDS = 7;
const MOST = 3;
const phone = document.getElementById("phone");

/** Show the notification of a message; pressing it leads there. */
export function ring(page, { user: from, notice, place: where }) {
  const channel = place(where);
  const head = channel?.kind === "im" ? user(from).name : `${user(from).name} in #${channel?.name ?? ""}`;
  const open = () => {
    card.remove();
    page.go(state.me, where);
  };
  const card = el(
    "button",
    { class: "notification", on: { click: open } },
    avatar(user(from)),
    el("span", {}, el("strong", {}, head), el("span", {}, notice)),
  );
  phone.append(card);
  while (phone.children.length > MOST) phone.firstElementChild.remove();
  setTimeout(() => card.remove(), SECONDS * 1000);
}
