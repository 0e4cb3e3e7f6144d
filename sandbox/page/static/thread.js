// A message and what was said below it.

import { avatar } from "./avatar.js";
import { typingBox } from "./composer.js";
import { el, fill, renew } from "./dom.js";
import { content } from "./messages.js";
import { state, user } from "./state.js";
import { clockTime, ofStamp } from "./times.js";

const list = el("ol", { class: "thread" });

export function drawThread(page, body, ts) {
  const root = state.messages.get(ts);
  const said = [...state.messages.values()].filter((message) => message.ts === ts || message.thread === ts);
  if (!root) {
    fill(body, el("p", { class: "empty" }, "That message is not here."));
    return;
  }
  renew(list, said.map((message) => threadItem(page, message)));
  const key = `thread ${state.me} ${ts}`;
  if (body.dataset.thread === key && body.contains(list)) return; // what is being typed stays under the hands
  body.dataset.thread = key;
  fill(body, list, typingBox(page, { key, thread: ts }));
}

function threadItem(page, message) {
  const author = user(message.user);
  return el(
    "li",
    { class: "message", "data-ts": message.ts },
    avatar(author),
    el(
      "article",
      { "aria-label": `${author.name} at ${clockTime(ofStamp(message.ts))}` },
      el("header", {}, el("strong", {}, author.name), el("time", {}, clockTime(ofStamp(message.ts)))),
      content(page, message),
    ),
  );
}
