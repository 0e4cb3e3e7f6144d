// The markdown block: the part of Markdown that messages use. HTML in it stays text.

import { el } from "../dom.js";
import { link, mayLink } from "./links.js";
import { words } from "./words.js";

const FENCE = /^```/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const QUOTE = /^>\s?(.*)$/;
const RULE = /^(?:-{3,}|\*{3,}|_{3,})\s*$/;
const ITEM = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const MARKS = { "**": "strong", __: "strong", "~~": "s", "*": "em", _: "em" };
const INLINE = new RegExp(
  [
    String.raw`\\(?<escaped>[\\\x60*_~[\]()#>+.!-])`,
    "`(?<code>[^`]+)`",
    String.raw`\[(?<label>[^\]\n]+)\]\((?<address>[^()\s]+)\)`,
    String.raw`<(?<bare>(?:https?:\/\/|mailto:)[^<>\s]+)>`,
    String.raw`(?<plain>https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]}'"*_~])`,
    String.raw`(?<mark>\*\*|~~|\*)(?!\s)(?<inside>[^\n]+?)(?<!\s)\k<mark>`,
    String.raw`(?<![\p{L}\p{N}_])(?<low>__|_)(?!\s)(?<within>[^\n]+?)(?<!\s)\k<low>(?![\p{L}\p{N}_])`,
  ].join("|"),
  "gu",
);

/** The elements of a Markdown text. */
export function markdown(text) {
  return paragraphs(text.split("\n"));
}

function paragraphs(lines) {
  const drawn = [];
  for (let at = 0; at < lines.length; ) {
    const [element, taken] = READERS.map((read) => read(lines, at)).find(Boolean) ?? paragraph(lines, at);
    if (element) drawn.push(element);
    at += taken;
  }
  return drawn;
}

/** Each looks at the lines from `at` on: what they are and how many belong to it; or nothing. */
const READERS = [blank, fenced, heading, rule, quote, list];

function blank(lines, at) {
  return lines[at].trim() ? undefined : [null, 1];
}

function fenced(lines, at) {
  if (!FENCE.test(lines[at])) return undefined;
  const after = lines.findIndex((text, index) => index > at && FENCE.test(text));
  const end = after < 0 ? lines.length : after;
  return [el("pre", { class: "bk-fenced" }, el("code", {}, lines.slice(at + 1, end).join("\n"))), end - at + 1];
}

function heading(lines, at) {
  const found = HEADING.exec(lines[at]);
  return found && [el("h4", { class: `bk-heading bk-heading-${found[1].length}` }, inline(found[2])), 1];
}

function rule(lines, at) {
  return RULE.test(lines[at]) ? [el("hr", { class: "bk-rule" }), 1] : undefined;
}

function quote(lines, at) {
  const taken = following(lines, at, QUOTE);
  const inner = taken.map((text) => QUOTE.exec(text)[1]);
  return taken.length ? [el("blockquote", { class: "bk-quote" }, paragraphs(inner)), taken.length] : undefined;
}

function list(lines, at) {
  const taken = following(lines, at, ITEM);
  if (!taken.length) return undefined;
  return [nested(taken.map(item)), taken.length];
}

function item(text) {
  const [, space, number, said] = ITEM.exec(text);
  return { depth: space.length, number, said };
}

/** Items and, within each, those that stand further in. */
function nested(items) {
  const [first] = items;
  const drawn = el(first.number ? "ol" : "ul", { class: "bk-list", start: first.number > 1 && first.number });
  for (let at = 0; at < items.length; ) {
    const next = items.findIndex((item, index) => index > at && item.depth <= first.depth);
    const end = next < 0 ? items.length : next;
    const below = items.slice(at + 1, end);
    drawn.append(el("li", {}, inline(items[at].said), below.length > 0 && nested(below)));
    at = end;
  }
  return drawn;
}

function paragraph(lines, at) {
  const end = lines.findIndex((_, index) => index > at && READERS.some((read) => read(lines, index)));
  const taken = lines.slice(at, end < 0 ? lines.length : end);
  return [el("p", { class: "bk-text" }, inline(taken.join("\n"))), taken.length];
}

function following(lines, at, pattern) {
  const end = lines.findIndex((text, index) => index >= at && !pattern.test(text));
  return lines.slice(at, end < 0 ? lines.length : end);
}

function inline(text) {
  const drawn = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    drawn.push(words(text.slice(end, found.index)), span(found.groups, found[0]));
    end = found.index + found[0].length;
  }
  return [...drawn, words(text.slice(end))];
}

function span(found, typed) {
  if (found.escaped) return found.escaped;
  if (found.code) return el("code", { class: "bk-code" }, found.code);
  if (found.label) return mayLink(found.address) ? link(found.address, inline(found.label)) : typed;
  const address = found.bare ?? found.plain;
  if (address) return mayLink(address) ? link(address, [address]) : typed;
  return el(MARKS[found.mark ?? found.low], {}, inline(found.inside ?? found.within));
}
