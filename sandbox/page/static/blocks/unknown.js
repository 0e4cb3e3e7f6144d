// What the page has no way to draw.

import { el } from "../dom.js";

/** A line that names the type, so that nothing is left out silently. `what` is "A block", "An element". */
export function unknown(what, type) {
  return el("div", { class: "bk-unknown" }, `${what} of type “${type}” can't be shown here.`);
}
