// Slack's markup: blocks of code, quotes, and lines with marks and tokens in them.
// https://docs.slack.dev/messaging/formatting-message-text

import { el } from "../dom.js";
import { line, tokensOnly } from "./mrkdwn_line.js";

const FENCED = /\n?```\n?([\s\S]+?)\n?```\n?/;
const QUOTED = /^(?:&gt;|>) ?/;
const QUOTED_ON = /^(?:(?:&gt;){3}|>{3}) ?/;

/** The nodes of a string. `verbatim`: addresses without angle brackets do not become links. */
export function mrkdwn(string, screen, { verbatim = false } = {}) {
  const reading = { screen, verbatim };
  return pieces(string).map((piece) => (piece.text ? prose(piece.text, reading) : fenced(piece.code, reading)));
}

/** Blocks of code and what stands between them; the line breaks around a block are its own. */
function pieces(string) {
  return string
    .split(FENCED)
    .map((part, at) => (at % 2 ? { code: part } : { text: part }))
    .filter((piece) => piece.text !== "");
}

function fenced(code, reading) {
  return el("pre", { class: "bk-fenced" }, el("code", {}, tokensOnly(code, reading)));
}

/** Lines; neighbouring quoted ones in one quote. */
function prose(text, reading) {
  return runs(text.split("\n")).map(({ quoted, lines }) => {
    const drawn = line(lines.join("\n"), reading);
    return quoted ? el("blockquote", { class: "bk-quote" }, drawn) : drawn;
  });
}

function runs(lines) {
  const found = [];
  let restQuoted = false;
  for (const one of lines) {
    restQuoted ||= QUOTED_ON.test(one);
    const quoted = restQuoted || QUOTED.test(one);
    const bare = QUOTED_ON.test(one) ? one.replace(QUOTED_ON, "") : restQuoted ? one : one.replace(QUOTED, "");
    if (found.at(-1)?.quoted === quoted) found.at(-1).lines.push(bare);
    else found.push({ quoted, lines: [bare] });
  }
  return found;
}
