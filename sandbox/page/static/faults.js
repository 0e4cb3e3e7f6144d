// Switches for what can go wrong with Slack, so that one can see how the app takes it.

import { el, fill } from "./dom.js";
import { me, place, state } from "./state.js";

const PRIVATE = { ephemeral: "Messages only you see", modal: "Forms", home: "Home" };
const chosen = { method: "chat.postMessage", fault: "" };

export function drawFaults(page, body) {
  const { faults, methods } = state.workspace;
  const { pending, persistent, closedDms, revoked, outsideMarketplace, shortMessages, showsFiles } = state.faults;
  chosen.fault ||= faults[0];
  const change = (said) => page.do("fault", said);
  fill(
    body,
    el("h3", {}, "API calls"),
    select("Method", methods, "method"),
    select("Fault", faults, "fault"),
    press("Trigger", () => change({ what: "next call", ...chosen })),
    press("Trigger every time", () => change({ what: "every call", ...chosen })),
    el("ul", { class: "waiting" }, [
      ...Object.entries(pending).map(([method, count]) => el("li", {}, `${method}: ${count} to come`)),
      ...persistent.map((method) => el("li", {}, `${method}: every time`)),
    ]),
    Object.keys(pending).length + persistent.length > 0 && press("Clear", () => change({ what: "clear" })),
    toggle("Limit history", outsideMarketplace, () => change({ what: "marketplace" })),
    toggle("Limit message length", shortMessages, () => change({ what: "short messages" })),
    el("h3", {}, "Connection"),
    press("Drop connection", () => change({ what: "socket" })),
    press("Deliver twice", () => change({ what: "duplicate" })),
    el("h3", {}, "Show unposted files in"),
    Object.entries(PRIVATE).map(([surface, words]) =>
      toggle(words, showsFiles.includes(surface), () => change({ what: "files", surface })),
    ),
    el("h3", {}, "Permissions"),
    toggle(`Close DMs with ${me().name}`, closedDms, () => change({ what: "direct messages" })),
    toggle("Revoke token", revoked, () => change({ what: "token" })),
    place() && place().kind !== "im" && toggle(`Archive ${place().name}`, place().archived, () => change({ what: "archive", place: place().id })),
  );
}

function select(label, options, part) {
  const id = `fault-${part}`;
  const choose = ({ target }) => {
    chosen[part] = target.value;
  };
  return el(
    "p",
    { class: "field" },
    el("label", { for: id }, label),
    el("select", { id, "data-key": label, on: { change: choose } }, options.map((one) => el("option", { selected: one === chosen[part] }, one))),
  );
}

function press(words, act) {
  return el("button", { class: "press", "data-key": words, on: { click: act } }, words);
}

function toggle(words, isOn, act) {
  return el("button", { class: "press", "aria-pressed": String(isOn), "data-key": words, on: { click: act } }, words);
}
