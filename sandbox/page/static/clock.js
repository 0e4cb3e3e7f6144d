// The bar at the top: that this is a sandbox, what time it is for whoever looks, and the buttons that move time.

import { el, fill } from "./dom.js";
import { openPanel } from "./panel.js";
import { me, state } from "./state.js";
import { isDark, turnTheme } from "./theme.js";
import { city, moment } from "./times.js";
import { startTour } from "./tour.js";

const SPANS = [
  ["+1 day", 86400],
  ["+1 week", 604800],
];

let moving = "";

const clock = el("div", { class: "clock", role: "group", "aria-label": "Clock" });
const tools = el("div", { class: "tools" });
document
  .getElementById("top")
  .append(el("p", { class: "sandbox-mark" }, el("strong", {}, "Sandbox"), "A Slack of your own"), clock, tools);

export function drawClock(page) {
  fill(
    clock,
    el("time", { datetime: new Date(state.now).toISOString() }, moment(state.now), el("span", {}, ` in ${city(me().zone)}`)),
    state.workspace.moments.map((name) => mover(page, name, { moment: name })),
    SPANS.map(([name, seconds]) => mover(page, name, { seconds })),
  );
  fill(
    tools,
    tool("Tour", () => startTour(page)),
    tool("Traffic", () => openPanel(page, "traffic"), state.problems.length),
    tool("Faults", () => openPanel(page, "faults"), Object.keys(state.faults.pending).length + state.faults.persistent.length),
    tool(isDark() ? "Light" : "Dark", () => {
      turnTheme();
      drawClock(page);
    }),
  );
}

function mover(page, name, said) {
  const move = async () => {
    moving = name;
    drawClock(page);
    try {
      await page.do("advance", said);
    } finally {
      moving = "";
      drawClock(page);
    }
  };
  const traits = { class: "mover", "data-key": name, "aria-disabled": String(moving !== ""), "aria-busy": String(moving === name) };
  return el("button", { ...traits, on: { click: () => moving || move() } }, name);
}

function tool(name, press, count = 0) {
  return el(
    "button",
    { class: "tool", "data-key": `tool ${name}`, on: { click: press } },
    name,
    count > 0 && el("span", { class: "count" }, count),
  );
}
