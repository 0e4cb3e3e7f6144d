// Block Kit, drawn as Slack draws it: blocks, elements and text to elements of the page.
//
// `screen` is what drawing needs besides the block:
//   surface    "message" | "modal" | "home"
//   user(id), channel(id)   -> {id, name} or undefined; unknown ones are shown as their ids
//   people     [{id, name, handle, note, offered}], channels [{id, name, private}]: whom and what pickers offer
//   zone, locale, now       the reader's; `now` in milliseconds, for "today" in dates
//   me         the reader's id: mentions of oneself stand out
//   values     {block_id: {action_id: state}}, Slack's state.values; where it says nothing, the initial_* count
//   errors     {block_id: words}
//   file(id or url)         -> address of an uploaded picture
//   act(action)             an action as block_actions has it, without action_ts
//   hold(block_id, action_id, state)   an element of an input block has this state now
//   confirm(confirm object) -> Promise<boolean>, asked before an act

import { BLOCKS } from "./layout.js";
import { ELEMENTS } from "./elements.js";
import { mrkdwn } from "./mrkdwn.js";
import { INLINE, PARTS } from "./rich_text.js";
import { unknown } from "./unknown.js";
import { el } from "../dom.js";

export { drawText } from "./text.js";

/** What can be drawn, by type. */
export const DRAWN = {
  blocks: Object.keys(BLOCKS),
  elements: Object.keys(ELEMENTS),
  rich: [...Object.keys(PARTS), ...Object.keys(INLINE)],
};

/** One element for each block, in order. A type that is not in DRAWN is named. */
export function drawBlocks(blocks, screen) {
  return blocks.map((block) => {
    const draw = BLOCKS[block.type];
    const element = draw ? draw(block, screen) : unknown("A block", block.type);
    element.classList.add("bk-block");
    if (block.block_id) element.dataset.blockId = block.block_id;
    return element;
  });
}

/** The nodes of a message without blocks. */
export function drawMrkdwn(string, screen) {
  return [el("span", { class: "bk-text" }, mrkdwn(string, screen))];
}
