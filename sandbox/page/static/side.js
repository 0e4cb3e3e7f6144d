// The sidebar: who one is, and the places they can look at, with what they have not read.

import { avatar, sign } from "./avatar.js";
import { el, fill } from "./dom.js";
import { appPlace, isApp, me, place, state, user } from "./state.js";
import { city, clockTime } from "./times.js";

const side = document.getElementById("side");

const name = el("h1");
const faces = el("div", { class: "people", role: "group", "aria-label": "Act as" });
const who = el("p", { class: "who" });
const [joined, joinable, direct, apps] = ["Channels", "Channels to join", "Direct messages", "Apps"].map((title) => ({
  heading: el("h2", {}, title),
  list: el("ul"),
}));
side.append(name, faces, who, ...[joined, joinable, direct, apps].flatMap(({ heading, list }) => [heading, list]));

export function drawSide(page) {
  fill(name, state.workspace.team);
  fill(faces, state.people.filter((person) => !person.bot).map((person) => face(page, person)));
  fill(who, whoLines());
  drawList(joined, channels().map(placeLink));
  drawList(joinable, unjoined().map((one) => joinButton(page, one)));
  drawList(direct, directs().map(placeLink));
  drawList(apps, [appLink()]);
}

function drawList({ heading, list }, links) {
  heading.hidden = list.hidden = links.length === 0;
  fill(list, links.map((link) => el("li", {}, link)));
}

const byName = (one, other) => one.name.localeCompare(other.name);
const channels = () => state.places.filter((one) => one.kind !== "im" && one.in).sort(byName);
const unjoined = () => state.places.filter((one) => !one.in).sort(byName);
const directs = () => state.places.filter((one) => one.kind === "im" && !isApp(one.other)).sort(byName);

function face(page, person) {
  return el(
    "button",
    {
      class: "person",
      title: [person.name, person.note, person.status].filter(Boolean).join(", "),
      "aria-label": unreadLabel(`Act as ${person.name}`, person.unread),
      "aria-pressed": String(person.id === state.me),
      "data-key": person.id,
      on: { click: () => page.go(person.id, sameForOthers()) },
    },
    avatar(person),
    el("span", { class: "name" }, person.name),
    badge(person.unread),
  );
}

/** The same place for somebody else; a direct message becomes their own with the app. */
function sameForOthers() {
  if (!state.place) return "home";
  return place()?.kind === "im" ? "messages" : state.place;
}

function whoLines() {
  const person = me();
  return [
    el("strong", {}, person.name),
    person.note && el("span", { class: "note" }, person.note),
    el("span", {}, `${clockTime(state.now)} in ${city(person.zone)}, ${person.locale}`),
    person.status && el("span", {}, statusWords(person.status)),
  ];
}

/** ":palm_tree: On vacation" without the picture's name. */
const statusWords = (status) => status.replace(/:[\w+-]+:/g, "").trim();

function placeLink(one) {
  const mark = one.kind === "im" ? avatar(user(one.other)) : sign(one);
  return goLink(one.id, one, [mark, el("span", { class: "name" }, one.name, one.archived && " (archived)")]);
}

function appLink() {
  const direct = appPlace();
  const where = state.workspace.app.home ? "home" : "messages";
  const name = state.workspace.app.name;
  const isHere = !state.place || state.place === direct?.id;
  const mark = avatar(user(state.workspace.app.user));
  return goLink(where, { name, kind: "im", unread: direct?.unread ?? 0 }, [mark, el("span", { class: "name" }, name)], isHere);
}

function goLink(where, { name, kind, unread }, children, isHere = where === state.place) {
  return el(
    "a",
    {
      class: unread > 0 && !isHere ? "place unread" : "place",
      href: `#/${state.me}/${where}`,
      "aria-current": isHere && "page",
      "aria-label": unreadLabel(kind === "im" ? name : `Channel ${name}`, isHere ? 0 : unread),
      "data-key": `place ${where}`,
    },
    children,
    !isHere && badge(unread),
  );
}

function joinButton(page, one) {
  const join = async () => (await page.do("join", { place: one.id })) && page.go(state.me, one.id);
  return el("button", { class: "place", "data-key": `join ${one.id}`, on: { click: join } }, sign(one), `Join ${one.name}`);
}

const unreadLabel = (name, unread) => (unread > 0 ? `${name}, ${unread} unread` : name);
const badge = (unread) => unread > 0 && el("span", { class: "badge", "aria-hidden": "true" }, unread);
