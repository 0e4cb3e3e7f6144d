// Words with the emoji that they name.

import { el } from "../dom.js";
import { cutAtEmoji, withEmoji } from "./emoji.js";

/** The nodes of words: their emoji are drawn and nothing else. */
export function words(string) {
  return cutAtEmoji(string).map((part) => part.text ?? emoji(part.name, part.drawn));
}

/** One emoji. */
export function emoji(name, drawn) {
  return el("span", { class: "bk-emoji", title: `:${name}:` }, drawn);
}

/** The characters of a plain_text object, for places that hold nothing else, such as a placeholder. */
export function characters(text) {
  if (!text) return "";
  return text.emoji === false ? text.text : withEmoji(text.text);
}
