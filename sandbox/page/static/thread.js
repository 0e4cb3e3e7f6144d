// A message and what was said below it.

import { typingBox } from "./composer.js";
import { el, fill, renew } from "./dom.js";
import { messageItem } from "./messages.js";
import { state } from "./state.js";

/** Whether there is such a message where one looks. */
export const hasThread = (ts) => state.messages.has(ts);

const list = el("ol", { class: "thread" });

export function drawThread(page, body, ts) {
  const said = [...state.messages.values()].filter((message) => message.ts === ts || message.thread === ts);
  renew(list, said.map((message) => messageItem(page, message)));
  const key = `thread ${state.me} ${ts}`;
  if (body.dataset.thread === key && body.contains(list)) return; // what is being typed stays under the hands
  body.dataset.thread = key;
  fill(body, list, typingBox(page, { key, thread: ts }));
}
