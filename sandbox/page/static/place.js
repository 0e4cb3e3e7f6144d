// The place looked at: its header, and for the app its two tabs, Home and Messages.

import { drawBlocks } from "./blocks/index.js";
import { avatar, sign } from "./avatar.js";
import { confirm } from "./confirm.js";
import { el, fill, renew } from "./dom.js";
import { isApp, place, screenOf, state, user } from "./state.js";

const main = document.getElementById("main");
const header = el("header", { class: "place-header" });
const home = el("section", { class: "home", "aria-label": "Home" });
const log = el("ol", { class: "log", tabindex: "0", "aria-label": "Messages", "aria-live": "polite", "aria-relevant": "additions" });
const newer = el("button", { class: "newer", hidden: true }, "New messages ↓");
const composer = el("div", { class: "composer" });
main.append(header, home, log, newer, composer);

export const parts = { log, newer, composer };
let homeSaid = "";

export function drawPlace(page) {
  const here = place();
  const isAppHere = !here || isApp(here.other ?? "");
  fill(header, isAppHere ? appHeader() : channelHeader(here));
  home.hidden = Boolean(here);
  log.hidden = composer.hidden = !here;
  newer.hidden ||= !here;
}

export function drawHome(page) {
  if (state.place) return;
  const view = state.home;
  const said = JSON.stringify([view?.id, view?.blocks]);
  if (said === homeSaid) return; // whoever is about to press a button there still can
  homeSaid = said;
  renew(home, view ? drawBlocks(view.blocks, homeScreen(page, view)) : el("p", { class: "empty" }, emptyHome()));
}

function homeScreen(page, view) {
  const act = (action) => page.do("action", { view: view.id, action });
  return screenOf("home", { values: view.values, act, confirm });
}

function emptyHome() {
  return state.workspace.app.home ? "Nothing here yet" : "This app has no Home";
}

function channelHeader(here) {
  const facts = [`${here.members} members`, here.shared && "shared with another organisation", here.archived && "archived"];
  return [
    el("h2", {}, here.kind !== "im" && sign(here), here.name),
    here.kind !== "im" && el("p", {}, facts.filter(Boolean).join(", "), !here.app && ` · ${notHere(state.workspace.app.name)}`),
  ];
}

const notHere = (app) => `${app} isn't here yet. Type /invite @${app}`;

function appHeader() {
  const app = user(state.workspace.app.user);
  return [
    el("h2", {}, avatar(app), app.name),
    el(
      "nav",
      { class: "tabs", "aria-label": app.name },
      state.workspace.app.home && tab("Home", "home", !state.place),
      tab("Messages", "messages", Boolean(state.place)),
    ),
  ];
}

function tab(name, where, isHere) {
  return el("a", { href: `#/${state.me}/${where}`, "aria-current": isHere && "page", "data-key": `tab ${name}` }, name);
}
