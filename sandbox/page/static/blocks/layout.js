// The blocks: the lines of a message, a modal or Home.
// https://docs.slack.dev/reference/block-kit/blocks

import { el, freshId } from "../dom.js";
import { drawElement } from "./elements.js";
import { input } from "./input.js";
import { link } from "./links.js";
import { markdown } from "./markdown.js";
import { icon, picture } from "./pictures.js";
import { richText } from "./rich_text.js";
import { table } from "./table.js";
import { drawText } from "./text.js";

const LONG = 1200;
const MANY_LINES = 20;

export const BLOCKS = {
  header: (block, screen) => el("h3", { class: "bk-header" }, drawText(block.text, screen)),
  divider: () => el("hr", { class: "bk-divider" }),
  section,
  context,
  actions,
  input,
  image,
  video,
  markdown: (block) => el("div", { class: "bk-markdown" }, markdown(block.text)),
  rich_text: (block, screen) => el("div", { class: "bk-rich-text" }, richText(block, screen)),
  table,
};

function section(block, screen) {
  const id = freshId("section");
  const words = block.text && el("div", { class: "bk-words", id }, drawText(block.text, screen));
  const body = el("div", { class: "bk-body" }, folded(words, block, screen), fields(block, screen));
  return el("div", { class: "bk-section" }, body, accessory(block, screen, words && id));
}

function fields(block, screen) {
  const drawn = block.fields?.map((text) => el("div", { class: "bk-field" }, drawText(text, screen)));
  return drawn && el("div", { class: "bk-fields" }, drawn);
}

function accessory(block, screen, besideId) {
  const place = { block, element: block.accessory, screen, besideId };
  return block.accessory && el("div", { class: "bk-accessory" }, drawElement(place));
}

/** The words of a section; very long ones of a message show their beginning first, unless `expand` is set. */
function folded(words, block, screen) {
  if (!words || block.expand || screen.surface !== "message" || !isLong(block.text.text)) return words;
  const more = el("button", { type: "button", class: "bk-more", "aria-expanded": "false", "aria-controls": words.id });
  const fold = (closed) => {
    words.classList.toggle("bk-folded", closed);
    more.textContent = closed ? "Show more" : "Show less";
    more.setAttribute("aria-expanded", String(!closed));
  };
  more.addEventListener("click", () => fold(!words.classList.contains("bk-folded")));
  words.addEventListener("focusin", () => fold(false));
  fold(true);
  return [words, more];
}

function isLong(text) {
  return text.length > LONG || text.split("\n").length > MANY_LINES;
}

function actions(block, screen) {
  return el("div", { class: "bk-actions" }, block.elements.map((element) => drawElement({ block, element, screen })));
}

function context(block, screen) {
  const parts = block.elements.map((part) =>
    part.type === "image" ? icon(part, screen) : el("span", { class: "bk-context-words" }, drawText(part, screen)),
  );
  return el("div", { class: "bk-context" }, parts);
}

function image(block, screen) {
  const title = block.title && el("figcaption", { class: "bk-title" }, drawText(block.title, screen));
  return el("figure", { class: "bk-image" }, title, picture(block, screen, "large"));
}

/** A card that leads to the video: nothing from elsewhere is loaded into the page. */
function video(block, screen) {
  const by = [block.provider_name, block.author_name].filter(Boolean).join(" · ");
  const title = link(block.title_url ?? block.video_url, drawText(block.title, screen), { class: "bk-video-title" });
  const still = link(block.video_url, [el("span", { "aria-hidden": "true" }, "▶")], {
    class: "bk-video-still",
    "aria-label": `Watch: ${block.alt_text}`,
  });
  const words = block.description && el("div", { class: "bk-video-words" }, drawText(block.description, screen));
  return el("div", { class: "bk-video" }, by && el("div", { class: "bk-video-by" }, by), title, words, still);
}
