// Beside the conversation: a thread, the traffic between app and Slack, or the switches for faults.

import { drawFaults } from "./faults.js";
import { el, fill } from "./dom.js";
import { drawThread } from "./thread.js";
import { drawTraffic } from "./traffic.js";

const panel = document.getElementById("panel");
const DRAWN = {
  thread: { title: "Thread", draw: drawThread },
  traffic: { title: "Traffic between the app and Slack", draw: drawTraffic },
  faults: { title: "Faults", draw: drawFaults },
};
const body = el("div", { class: "panel-body" });

let open = { what: "", about: "" };
let opener = null;

/** Open it on one thing; the button that opened it closes it again. */
export function openPanel(page, what, about = "") {
  if (open.what === what && open.about === about) {
    close(page);
    return;
  }
  opener = document.activeElement?.dataset?.key;
  open = { what, about };
  drawPanel(page);
  panel.querySelector("button")?.focus();
}

export const openThread = (page, ts) => openPanel(page, "thread", ts);

export function drawPanel(page) {
  panel.hidden = !open.what;
  document.body.classList.toggle("with-panel", !panel.hidden);
  if (panel.hidden) return;
  const { title, draw } = DRAWN[open.what];
  if (!panel.contains(body)) panel.append(el("header", {}), body);
  fill(
    panel.querySelector("header"),
    el("h2", {}, title),
    el("button", { class: "quiet", "aria-label": "Close this panel", "data-key": "close panel", on: { click: () => close(page) } }, "✕"),
  );
  draw(page, body, open.about);
}

function close(page) {
  open = { what: "", about: "" };
  drawPanel(page);
  document.querySelector(`[data-key="${opener}"]`)?.focus();
}
