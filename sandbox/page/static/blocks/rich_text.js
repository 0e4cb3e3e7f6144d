// Rich text: text with its structure already told.
// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

import { el } from "../dom.js";
import { drawDate } from "./dates.js";
import { emojiOf } from "./emoji.js";
import { channel, everybody, link, person, spoken } from "./links.js";
import { unknown } from "./unknown.js";
import { emoji } from "./words.js";

const MARKS = {
  bold: "strong",
  italic: "em",
  strike: "s",
  underline: "u",
  highlight: "mark",
  client_highlight: "mark",
};

export const PARTS = {
  rich_text_section: (part, screen) => el("div", { class: "bk-text" }, inline(part, screen)),
  rich_text_list: list,
  rich_text_preformatted: (part, screen) =>
    el("pre", { class: `bk-fenced${bordered(part)}` }, el("code", {}, inline(part, screen))),
  rich_text_quote: (part, screen) => el("blockquote", { class: "bk-quote bk-text" }, inline(part, screen)),
};

export const INLINE = {
  text: ({ text }) => text,
  link: ({ url, text }) => link(url, [text || spoken(url)]),
  user: ({ user_id }, screen) => person(user_id, "", screen),
  channel: ({ channel_id }, screen) => channel(channel_id, "", screen),
  emoji: ({ name, unicode }) => emoji(name, emojiOf(name) ?? fromCodePoints(unicode) ?? `:${name}:`),
  date: ({ timestamp, format, url, fallback = "" }, screen) =>
    drawDate({ seconds: timestamp, form: format, address: url, fallback: fallback || format }, screen),
  color: ({ value }) => color(value),
  broadcast: ({ range = "here" }) => everybody(range),
  usergroup: ({ usergroup_id = "group" }) => everybody(usergroup_id),
};

/** The parts of a rich_text block or table cell. */
export function richText(block, screen) {
  return block.elements.map((part) => {
    const draw = PARTS[part.type];
    return draw ? draw(part, screen) : unknown("A part", part.type);
  });
}

function inline(part, screen) {
  return part.elements.map((element) => {
    const draw = INLINE[element.type];
    return draw ? styled(draw(element, screen), element.style) : unknown("A part", element.type);
  });
}

/** A node within the elements that its style asks for. */
function styled(node, style = {}) {
  const within = Object.keys(MARKS).filter((mark) => style[mark]);
  const coded = style.code ? el("code", { class: "bk-code" }, node) : node;
  return within.reduce((inner, mark) => el(MARKS[mark], {}, inner), coded);
}

function list(part, screen) {
  const ordered = part.style === "ordered";
  const indent = Math.min(part.indent ?? 0, 8);
  const traits = {
    class: `bk-list bk-indent-${indent} bk-mark-${indent % 3}${bordered(part)}`,
    start: ordered && part.offset ? part.offset + 1 : null,
  };
  const items = part.elements.map((item) => el("li", {}, el("span", { class: "bk-text" }, inline(item, screen))));
  return el(ordered ? "ol" : "ul", traits, items);
}

function bordered(part) {
  return part.border ? " bk-bordered" : "";
}

/** The style goes in by the object model: a style attribute would be against the page's policy. */
function color(value) {
  const swatch = el("span", { class: "bk-swatch", "aria-hidden": "true" });
  swatch.style.backgroundColor = value;
  return el("span", { class: "bk-color" }, swatch, value);
}

function fromCodePoints(unicode) {
  return unicode && String.fromCodePoint(...unicode.split("-").map((point) => parseInt(point, 16)));
}
