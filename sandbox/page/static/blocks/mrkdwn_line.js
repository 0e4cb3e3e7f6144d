// Text within a paragraph: *bold*, _italic_, ~strike~, `code`, <tokens>, bare addresses, emoji and entities.

import { el } from "../dom.js";
import { drawDate } from "./dates.js";
import { channel, everybody, link, mayLink, person, spoken } from "./links.js";
import { words } from "./words.js";

const MARKS = { "*": "strong", _: "em", "~": "s" };
const TOKEN = /<([^<>\n]+)>/y;
const CODE = /`([^`\n]*[^`\s][^`\n]*)`/y;
const ADDRESS = /https?:\/\/(?:(?!&[lg]t;)[^\s<>`|])*[^\s<>`|.,;:!?)\]}'"*_~]/y;
const DATE = /^!date\^(-?\d+)\^([^^]*)(?:\^(.+))?$/;
const LETTER = /[\p{L}\p{N}]/u;
const SENTENCE_BEGINS = /(?:^|\n|[.!?]\s)[\s*_~•-]*$/;
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** The nodes of a run of text. */
export function line(text, reading) {
  return marked(units(text, reading));
}

/** The nodes of code: tokens are read there too, marks and emoji are not. */
export function tokensOnly(text, reading) {
  const parts = text.split(/(<[^<>\n]+>)/);
  return parts.map((part, at) => (at % 2 ? token(part.slice(1, -1), reading, false) : unescaped(part)));
}

/** The text as characters, and nodes where marks have no say. */
function units(text, reading) {
  const found = [];
  for (let at = 0; at < text.length; ) {
    const [unit, length] = atom(text, at, reading) ?? character(text, at);
    found.push(unit);
    at += length;
  }
  return found;
}

function character(text, at) {
  const one = String.fromCodePoint(text.codePointAt(at));
  return [one, one.length];
}

/** What stands at a place of the text if it is more than a character, and how long it is there. */
function atom(text, at, reading) {
  const starts = { "<": readToken, "`": readCode, h: readAddress };
  return starts[text[at]]?.(text, at, reading);
}

function readToken(text, at, reading) {
  const found = matchAt(TOKEN, text, at);
  const before = text.slice(Math.max(0, at - 20), at);
  return found && [token(found[1], reading, SENTENCE_BEGINS.test(before)), found[0].length];
}

function readCode(text, at, reading) {
  const found = matchAt(CODE, text, at);
  if (!found || isLetter(text[at - 1]) || isLetter(text[at + found[0].length])) return undefined;
  return [el("code", { class: "bk-code" }, tokensOnly(found[1], reading)), found[0].length];
}

function readAddress(text, at, { verbatim }) {
  if (verbatim || isLetter(text[at - 1])) return undefined;
  const found = matchAt(ADDRESS, text, at);
  const address = found && unescaped(found[0]);
  return found && mayLink(address) ? [link(address, [address]), found[0].length] : undefined;
}

function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The node of what stands between angle brackets. */
function token(inside, { screen }, starts) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : unescaped(inside.slice(bar + 1));
  if (target.startsWith("@")) return person(target.slice(1), label, screen);
  if (target.startsWith("#")) return channel(target.slice(1), label, screen);
  if (target.startsWith("!")) return command(target, label, screen, starts);
  return address(unescaped(target), label) ?? el("span", {}, `<${unescaped(inside)}>`);
}

function command(target, label, screen, starts) {
  const date = DATE.exec(target);
  if (!date) return everybody(label || target.slice(1).replace(/^subteam\^/, ""));
  const [, seconds, form, url] = date;
  return drawDate({ seconds: Number(seconds), form, address: url && unescaped(url), fallback: label }, screen, starts);
}

function address(target, label) {
  return mayLink(target) ? link(target, words(label || spoken(target))) : undefined;
}

/** Characters with their marks made elements. A mark without an end is a character like others. */
function marked(found) {
  const nodes = [];
  const hopeless = {};
  for (let at = 0; at < found.length; at += 1) {
    const end = opens(found, at) ? closing(found, at, hopeless) : -1;
    if (end < 0) nodes.push(found[at]);
    else nodes.push(el(MARKS[found[at]], {}, marked(found.slice(at + 1, end))));
    if (end > 0) at = end;
  }
  return spelled(nodes);
}

function opens(found, at) {
  const [before, mark, after] = [found[at - 1], found[at], found[at + 1]];
  return Object.hasOwn(MARKS, mark) && !isLetter(before) && before !== mark && !isSpace(after) && after !== mark;
}

function closes(found, at) {
  const [before, mark, after] = [found[at - 1], found[at], found[at + 1]];
  return !isSpace(before) && before !== mark && !isLetter(after) && after !== mark;
}

/** Where the mark at `at` ends on its line, or -1. `hopeless` remembers up to where each mark has no end. */
function closing(found, at, hopeless) {
  const mark = found[at];
  if (at < (hopeless[mark] ?? 0)) return -1;
  let end = at + 1;
  for (; end < found.length && found[end] !== "\n"; end += 1) {
    if (found[end] === mark && closes(found, end)) return end;
  }
  hopeless[mark] = end;
  return -1;
}

function isLetter(unit) {
  return typeof unit === "string" && LETTER.test(unit);
}

function isSpace(unit) {
  return unit === undefined || (typeof unit === "string" && /\s/.test(unit));
}

/** Neighbouring characters put together again, their entities and emoji read. */
function spelled(nodes) {
  const drawn = [];
  let text = "";
  for (const node of [...nodes, null]) {
    if (typeof node === "string") text += node;
    else {
      drawn.push(...words(unescaped(text)), node);
      text = "";
    }
  }
  return drawn.filter((node) => node !== null);
}

function unescaped(text) {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]);
}
