// What the app asked of Slack and what Slack sent the app, newest first; and what Slack would not have taken.

import { el, fill } from "./dom.js";
import { state } from "./state.js";

const ARROWS = { "to the app": "→", "from the app": "←" };
const drawn = new WeakMap();

export function drawTraffic(_page, body) {
  fill(
    body,
    state.problems.length
      ? el("ul", { class: "problems" }, state.problems.map(problem))
      : el("p", { class: "empty" }, "Everything the app sent was valid."),
    el("ol", { class: "traffic" }, state.traffic.toReversed().map(entryOnce)),
  );
}

function problem({ source, pointer, reason }) {
  return el("li", {}, el("strong", {}, source), ` ${pointer} `, reason);
}

/** The same element for the same entry, so that what was opened stays open. */
function entryOnce(entry) {
  if (!drawn.has(entry)) drawn.set(entry, item(entry));
  return drawn.get(entry);
}

function item({ way, what, ok, error, sent, answer }) {
  return el(
    "li",
    {},
    el(
      "details",
      { class: ok ? "" : "failed" },
      el("summary", {}, el("span", { title: way }, ARROWS[way], el("span", { class: "out-of-sight" }, way)), ` ${what} `, el("span", { class: "outcome" }, ok ? "ok" : error)),
      el("h3", {}, "Sent"),
      json(sent),
      el("h3", {}, "Answered"),
      json(answer ?? {}),
    ),
  );
}

const json = (value) => el("pre", { tabindex: "0" }, JSON.stringify(value, null, 2));
