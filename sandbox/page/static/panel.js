// Beside the conversation: one panel at a time.

import { el, fill } from "./dom.js";

/** What can stand there, by name: {title, draw(page, body, about)}. */
export const panels = {};

const panel = document.getElementById("panel");
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
  const { title, draw } = panels[open.what];
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
