// The messages of a place, oldest first; each is drawn once, and again only when it changes.

import { drawBlocks, drawMrkdwn } from "./blocks/index.js";
import { avatar } from "./avatar.js";
import { confirm } from "./confirm.js";
import { el, fill, renew } from "./dom.js";
import { menuButton } from "./menu.js";
import { openThread } from "./panel.js";
import { ring } from "./phone.js";
import { parts } from "./place.js";
import { screenOf, state, user } from "./state.js";
import { clockTime, ofStamp, wholeDay } from "./times.js";

const NEAR = 120; // pixels from the end: whoever is as close wants to see what comes
const PICTURE = /\.(png|jpe?g|gif)$/i;
const drawn = new Map();
const saidIn = new WeakMap();
const { log, newer } = parts;

export function drawMessages(page) {
  drawn.clear();
  for (const message of inTime().filter(isShown)) drawn.set(message.ts, messageItem(page, message));
  log.replaceChildren(...withDays());
  isAtEnd = true;
  keepEnd();
}

export function drawNewMessages(page, messages) {
  const isNew = messages.filter((message) => message.user && !drawn.has(message.ts) && isShown(message));
  for (const { ts } of messages) drawAgain(page, ts);
  for (const { thread } of messages) if (thread) drawAgain(page, thread);
  if (isNew.some(({ user: by, onlyYou }) => by === state.me || onlyYou)) isAtEnd = true; // it answers what they did
  if (isAwaited && isNew.length) {
    isAwaited = isAtEnd = false;
    drawn.get(isNew.at(-1).ts).scrollIntoView({ block: "start" });
  }
  newer.hidden = isAtEnd || (newer.hidden && !isNew.length);
  keepEnd();
}

/** Show the next message that comes from its beginning, however long it is. */
export function showNextFromTop() {
  isAwaited = true;
}

/** Whoever has the newest message before their eyes keeps it there, also when a picture gets its height. */
let isAtEnd = true;
let isAwaited = false;
let top = 0; // where it was scrolled to: only who scrolls up leaves the end, not who is left behind by a picture
log.addEventListener("scroll", () => {
  const isNear = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  isAtEnd = isNear || (isAtEnd && log.scrollTop >= top);
  top = log.scrollTop;
  newer.hidden ||= isAtEnd;
});
log.addEventListener("load", keepEnd, { capture: true });
new ResizeObserver(keepEnd).observe(log);
newer.addEventListener("click", () => {
  isAtEnd = true;
  newer.hidden = true;
  keepEnd();
});

function keepEnd() {
  if (!isAtEnd) return;
  log.scrollTop = log.scrollHeight;
  top = log.scrollTop;
}

const inTime = () => [...state.messages.values()].sort((one, other) => (one.ts < other.ts ? -1 : 1));
const isShown = (message) => !message.thread || message.broadcast;
const replies = (ts) => inTime().filter(({ thread }) => thread === ts);

function drawAgain(page, ts) {
  const message = state.messages.get(ts);
  const before = drawn.get(ts);
  if (!message || !isShown(message)) {
    drawn.delete(ts);
    before?.remove();
  } else if (before) {
    drawParts(page, message, before);
  } else {
    drawn.set(ts, messageItem(page, message));
    log.append(...dayBefore(message), drawn.get(ts));
  }
}

/** Every message with a line above the first of each day. */
function withDays() {
  let day = "";
  return [...drawn].flatMap(([ts, item]) => {
    const before = day;
    day = wholeDay(ofStamp(ts));
    return day === before ? [item] : [dayLine(day), item];
  });
}

function dayBefore(message) {
  const stamps = [...drawn.keys()].filter((ts) => ts < message.ts);
  const day = wholeDay(ofStamp(message.ts));
  return stamps.length && wholeDay(ofStamp(stamps.at(-1))) === day ? [] : [dayLine(day)];
}

const dayLine = (day) => el("li", { class: "day" }, el("span", {}, day));

export function messageItem(page, message) {
  const traits = { class: message.onlyYou ? "message only-you" : "message", "data-ts": message.ts, tabindex: "-1" };
  const article = el("article", {}, el("div"), el("div"), el("div"));
  const item = el("li", traits, avatar(user(message.user)), article, actions(page, message));
  drawParts(page, message, item);
  return item;
}

/** What is around the words and what is below them; the words themselves only when they are others now. */
function drawParts(page, message, item) {
  const article = item.querySelector("article");
  const [around, words, below] = article.children;
  const author = user(message.user);
  article.setAttribute("aria-label", `${author.name} at ${clockTime(ofStamp(message.ts))}`);
  fill(around, message.onlyYou && el("p", { class: "only-you-note" }, "Only visible to you"), byLine(author, message));
  fill(below, message.files.map(fileShown), threadLink(page, message));
  const said = JSON.stringify([message.text, message.blocks]);
  if (saidIn.get(words) === said) return; // whoever is about to press a button there still can
  saidIn.set(words, said);
  renew(words, content(page, message));
}

function byLine(author, message) {
  return el(
    "header",
    {},
    el("strong", {}, author.name),
    author.bot && el("span", { class: "app-mark" }, "APP"),
    el("time", { title: wholeDay(ofStamp(message.ts)) }, clockTime(ofStamp(message.ts))),
    message.edited && el("span", { class: "edited" }, "(edited)"),
  );
}

/** What a message says: its blocks, else its text. */
function content(page, message) {
  const act = (action) => page.do("action", { place: state.place, ts: message.ts, action });
  const screen = screenOf("message", { values: message.values, act, confirm });
  return message.blocks.length ? drawBlocks(message.blocks, screen) : el("p", { class: "said" }, drawMrkdwn(message.text, screen));
}

/** A picture is shown; any other file is a link that saves it. */
function fileShown({ id, name, title, alt }) {
  const address = `/files/${encodeURIComponent(id)}`;
  if (!PICTURE.test(name)) return el("p", { class: "file" }, el("a", { href: address, download: name }, title));
  return el("figure", { class: "file" }, el("figcaption", {}, title), el("img", { src: address, alt: alt || title, loading: "lazy" }));
}

function threadLink(page, message) {
  const count = replies(message.ts).length;
  if (!count) return null;
  const words = count === 1 ? "1 reply" : `${count} replies`;
  return el("button", { class: "thread-link", "data-key": `thread ${message.ts}`, on: { click: () => openThread(page, message.ts) } }, words);
}

function actions(page, message) {
  if (message.onlyYou) return null;
  const shortcuts = state.workspace.shortcuts.filter(({ kind }) => kind === "message");
  const run = (name) => () => page.do("shortcut", { name, place: state.place, ts: message.ts });
  return el(
    "div",
    { class: "message-actions" },
    menuButton(
      "More actions",
      [
        ...shortcuts.map(({ name }) => [name, run(name)]),
        ["Reply in thread", () => openThread(page, message.ts)],
        ["Show as notification", () => ring(page, { ...state.messages.get(message.ts), place: state.place })],
      ],
      { face: "⋯", key: `more ${message.ts}` },
    ),
  );
}
