// Links, people and channels in text.

import { el } from "../dom.js";

const LINKED = new Set(["http:", "https:", "mailto:", "tel:", "slack:"]);

/** Whether an address may become a link: what could run as script never does. */
export function mayLink(address) {
  return URL.canParse(address) && LINKED.has(new URL(address).protocol);
}

/** A link that opens beside the page; its children alone when the address may not be one. */
export function link(address, children, traits = {}) {
  if (!mayLink(address)) return el("span", traits, children);
  const beside = { href: address, target: "_blank", rel: "noopener noreferrer" };
  return el("a", { class: "bk-link", ...beside, ...traits }, children);
}

/** An address as it is read: without what only machines need. */
export function spoken(address) {
  return address.replace(/^(?:mailto|tel):/, "");
}

/** "@Maya"; a mention of the reader stands out. */
export function person(id, said, screen) {
  const name = screen.user(id)?.name || said || id;
  return el("span", { class: id === screen.me ? "bk-mention bk-mention-me" : "bk-mention" }, `@${name}`);
}

/** "#social". */
export function channel(id, said, screen) {
  return el("span", { class: "bk-mention" }, `#${screen.channel(id)?.name || said || id}`);
}

/** "@here", "@channel" or a group of people. */
export function everybody(words) {
  return el("span", { class: "bk-mention bk-mention-me" }, `@${words.replace(/^@/, "")}`);
}
