// Text objects.

import { el } from "../dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { words } from "./words.js";

/** The nodes of a plain_text or mrkdwn object. */
export function drawText(text, screen) {
  return [el("span", { class: "bk-text" }, text.type === "mrkdwn" ? mrkdwn(text.text, screen, text) : plain(text))];
}

function plain({ text, emoji = true }) {
  return emoji ? words(text) : [text];
}
