// The list below a menu's box.

import { el, freshId, kept } from "../dom.js";

/** The groups with what matches the typed words, in any letter case and with or without accents. */
export function matching(groups, typed) {
  const wanted = folded(typed.trim());
  const matches = ({ found }) => folded(found).includes(wanted);
  const left = groups.map(({ label, items }) => ({ label, items: items.filter(matches) }));
  return left.filter(({ items }) => items.length);
}

/**
 * Draws the groups into a list. Gives a row for each thing: {item, drawn, isOff}. `chosen` are keys; `full` is how
 * many may be chosen, when they are: others are off then.
 */
export function listOf(list, groups, chosen, full) {
  const rows = [];
  const drawn = groups.map((group) => {
    const own = group.items.map((item) => row(item, chosen.includes(item.key), full));
    rows.push(...own);
    return grouped(group.label, own);
  });
  const enough = full && remark(`At most ${full} can be chosen`);
  const nothing = rows.length === 0 && remark("Nothing matches");
  list.replaceChildren(...kept([enough, drawn, nothing]));
  return rows;
}

function grouped(label, rows) {
  const drawn = rows.map((one) => one.drawn);
  if (!label) return el("div", { role: "presentation" }, drawn);
  const id = freshId("group");
  const heading = el("div", { class: "bk-group", id, role: "presentation" }, label);
  return el("div", { role: "group", "aria-labelledby": id }, heading, drawn);
}

/** A line that cannot be chosen: a list holds nothing but options. */
function remark(words) {
  const traits = { class: "bk-nothing", role: "option", "aria-disabled": "true", "aria-selected": "false" };
  return el("div", traits, words);
}

function row(item, isChosen, full) {
  const isOff = Boolean(full) && !isChosen;
  const traits = {
    class: "bk-option",
    role: "option",
    id: freshId("option"),
    "aria-selected": String(isChosen),
    "aria-disabled": isOff && "true",
  };
  const note = item.note && el("span", { class: "bk-description" }, item.note);
  return { item, isOff, drawn: el("div", traits, el("span", { class: "bk-option-words" }, item.said), note) };
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
