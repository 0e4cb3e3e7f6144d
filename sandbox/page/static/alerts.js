// What Slack's client itself says, and what went wrong: above everything, until it is read or some time has passed.

import { el } from "./dom.js";

const SECONDS = 10;
const alerts = document.getElementById("alerts");

/** Say something once. */
export function alertOf(words) {
  const close = el("button", { class: "quiet", "aria-label": "Close this message", on: { click: () => shown.remove() } }, "✕");
  const shown = el("p", { class: "alert" }, words, close);
  alerts.append(shown);
  setTimeout(() => shown.remove(), SECONDS * 1000);
}

/** Say what holds as long as it does: that the sandbox is gone, that a story is played. */
export function drawStanding(name, words) {
  const shown = alerts.querySelector(`.${name}`);
  if (!words) shown?.remove();
  else if (!shown) alerts.append(el("p", { class: `alert ${name}` }, words));
}
