// What the app asked of Slack and what Slack sent the app, newest first; and what Slack would not have taken.

import { el, fill } from "./dom.js";
import { state } from "./state.js";

const ARROWS = { "to the app": "→", "from the app": "←" };
const problems = el("div");
const list = el("ol", { class: "traffic" });
let newest = null;

export function drawTraffic(_page, body) {
  drawNewest();
  fill(
    problems,
    state.problems.length
      ? el("ul", { class: "problems" }, state.problems.map(problem))
      : el("p", { class: "empty" }, "✓ Slack accepts everything sent"),
  );
  if (!body.contains(list)) body.replaceChildren(problems, list);
}

function problem({ source, pointer, reason }) {
  return el("li", {}, el("strong", {}, source), ` ${pointer} `, reason);
}

/** What is new comes on top; what was opened stays open, and keeps the focus. */
function drawNewest() {
  const known = state.traffic.lastIndexOf(newest);
  if (known < 0) list.replaceChildren();
  list.prepend(...state.traffic.slice(known + 1).reverse().map(item));
  newest = state.traffic.at(-1) ?? null;
}

function item({ direction, name, ok, error, sent, response }) {
  return el(
    "li",
    {},
    el(
      "details",
      { class: ok ? "" : "failed" },
      el("summary", {}, el("span", { title: direction }, ARROWS[direction], el("span", { class: "out-of-sight" }, direction)), ` ${name} `, el("span", { class: "outcome" }, ok ? "ok" : error)),
      el("h3", {}, "Sent"),
      json(sent),
      el("h3", {}, "Answered"),
      json(response ?? {}),
    ),
  );
}

const json = (value) => el("pre", { tabindex: "0" }, JSON.stringify(value, null, 2));
