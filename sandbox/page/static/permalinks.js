// Links to messages of this Slack lead to them here, since there is nothing behind their addresses.

import { state } from "./state.js";

const ADDRESS = /^(\w+)\/p(\d+)(\d{6})$/;

/** What is to be done with clicks: on a permalink, show its message. */
export const followPermalink = (page) => async (event) => {
  const href = event.target.closest?.("a[href]")?.href ?? "";
  const found = href.startsWith(state.workspace?.archives) && ADDRESS.exec(href.slice(state.workspace.archives.length));
  if (!found) return;
  event.preventDefault();
  const [, place, seconds, fraction] = found;
  if (state.place !== place) await page.look(state.me, place);
  const message = document.querySelector(`[data-ts="${seconds}.${fraction}"]`);
  message?.scrollIntoView({ block: "center" });
  message?.focus({ preventScroll: true });
};
