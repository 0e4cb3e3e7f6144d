// Where one types: commands are completed as they are typed, with their hints; what is typed is kept for each place.

import { el, fill, freshId, renew } from "./dom.js";
import { menuButton } from "./menu.js";
import { parts } from "./place.js";
import { isApp, place, state } from "./state.js";

const drafts = new Map();
let shown = "";
const MOST = 8;

export function drawComposer(page) {
  const here = place();
  if (!here) return;
  const why = closedBecause(here);
  const what = [state.me, state.place, why].join("\n");
  if (what === shown) return; // what is being typed stays under the hands
  shown = what;
  renew(parts.composer, why ? el("p", { class: "closed" }, why) : typingBox(page, { key: `${state.me} ${state.place}` }));
}

function closedBecause(here) {
  if (here.archived) return "This channel is archived.";
  if (isApp(here.other) && (!state.workspace.messages || state.workspace.readOnly)) {
    return "Sending messages to this app has been turned off.";
  }
  return "";
}

/** A box to type in; `key` names its draft, `thread` is what is replied to. */
export function typingBox(page, { key, thread }) {
  const list = el("ul", { class: "completions", id: freshId("completions"), role: "listbox", "aria-label": "Suggestions", hidden: true });
  const box = el("textarea", {
    rows: 1,
    id: thread ? freshId("reply") : "composer",
    role: "combobox",
    "aria-label": thread ? "Reply" : `Message ${place().name}`,
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
    "data-key": `composer ${thread ?? ""}`,
    placeholder: thread ? "Reply…" : `Message ${place().name}, or type / for commands`,
  });
  box.value = drafts.get(key) ?? "";
  const typing = { page, box, list, key, thread, chosen: 0, found: [] };
  box.addEventListener("input", () => complete(typing));
  box.addEventListener("keydown", (event) => press(typing, event));
  box.addEventListener("blur", () => hide(typing));
  const shortcuts = state.workspace.shortcuts.filter(({ kind }) => kind === "global");
  return [
    list,
    el(
      "div",
      { class: "typing" },
      box,
      el(
        "div",
        { class: "typing-tools" },
        shortcuts.length > 0 &&
          !thread &&
          menuButton("Shortcuts", shortcuts.map(({ name }) => [name, () => page.do("shortcut", { name })]), { face: "Shortcuts" }),
        el("button", { class: "primary send", "data-key": `send ${thread ?? ""}`, on: { click: () => send(typing) } }, "Send"),
      ),
    ),
  ];
}

async function send({ page, box, key, thread, ...typing }) {
  const text = box.value.trim();
  if (!text) return;
  setText({ box, key }, "");
  hide({ box, ...typing });
  const done = await page.do("write", { place: state.place, text, thread });
  if (!done && !box.value) setText({ box, key }, text); // nothing typed is lost
}

function setText({ box, key }, text) {
  box.value = text;
  drafts.set(key, text);
}

function complete(typing) {
  const { box, key } = typing;
  drafts.set(key, box.value);
  typing.found = suggestions(box.value.slice(0, box.selectionStart), typing.thread).slice(0, MOST);
  typing.chosen = 0;
  typing.isPicking = false;
  drawSuggestions(typing);
}

/** What could be meant: {take: the text up to the cursor when it is taken, name, words}. */
function suggestions(typed, thread) {
  const mention = /(^|\s)@([\p{L}\p{N}._-]*)$/u.exec(typed);
  if (mention) return people(typed, mention[2]);
  if (thread || !typed.startsWith("/")) return [];
  return typed.includes(" ") ? hints(typed) : commands(typed);
}

function people(typed, begun) {
  const before = typed.slice(0, typed.length - begun.length);
  return state.people
    .filter(({ handle, offered }) => offered && handle.startsWith(begun.toLowerCase()) && handle !== begun.toLowerCase())
    .map(({ handle, name, note }) => ({ take: `${before}${handle} `, name: `@${handle}`, words: [name, note].filter(Boolean).join(", "), isName: true }));
}

function commands(typed) {
  return state.workspace.commands
    .filter(({ name }) => name.startsWith(typed))
    .map(({ name, hint, description }) => ({ take: `${name} `, name: `${name} ${hint}`, words: description }));
}

/** The words a command's hint offers after what is typed: "[new | settings]" or "add [title] | list". */
function hints(typed) {
  const [name, ...rest] = typed.split(" ");
  const command = state.workspace.commands.find((one) => one.name === name);
  if (!command || rest.length > 1) return [];
  return command.hint
    .replace(/^\[([^[\]]*\|[^[\]]*)\]$/, "$1")
    .split(" | ")
    .filter((offered) => offered.startsWith(rest[0]) && offered !== rest[0])
    .map((offered) => ({ take: `${name} ${offered.split(" ")[0]} `, name: `${name} ${offered}`, words: "" }));
}

function drawSuggestions(typing) {
  const { box, list, found, chosen } = typing;
  fill(list, found.map(({ name, words }, nth) => suggestion(typing, nth, name, words, nth === chosen)));
  list.hidden = found.length === 0;
  box.setAttribute("aria-expanded", String(!list.hidden));
  box.setAttribute("aria-activedescendant", list.hidden ? "" : `${list.id}-${chosen}`);
}

function suggestion(typing, nth, name, words, isChosen) {
  const pick = (event) => {
    event.preventDefault(); // the box keeps the focus
    take(typing, nth);
  };
  return el(
    "li",
    { id: `${typing.list.id}-${nth}`, role: "option", "aria-selected": String(isChosen), on: { mousedown: pick } },
    el("span", { class: "completion" }, name),
    words && el("span", { class: "quiet-words" }, words),
  );
}

function take(typing, nth) {
  const { box, found } = typing;
  const rest = box.value.slice(box.selectionStart);
  setText(typing, found[nth].take + rest);
  box.setSelectionRange(found[nth].take.length, found[nth].take.length);
  complete(typing);
}

function hide({ box, list }) {
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
}

/** Tab takes a suggestion; Enter does when it is a name, or was picked: a whole command is sent by Enter. */
function isTaking({ found, isPicking }, { key, shiftKey }) {
  return (key === "Tab" && !shiftKey) || (key === "Enter" && (isPicking || found[0].isName));
}

function press(typing, event) {
  const { list, found } = typing;
  const isOpen = !list.hidden;
  const step = { ArrowDown: 1, ArrowUp: found.length - 1 }[event.key];
  if (isOpen && step !== undefined) {
    event.preventDefault();
    typing.chosen = (typing.chosen + step) % found.length;
    typing.isPicking = true;
    drawSuggestions(typing);
  } else if (isOpen && isTaking(typing, event)) {
    event.preventDefault();
    take(typing, typing.chosen);
  } else if (isOpen && event.key === "Escape") {
    hide(typing);
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send(typing);
  }
}
