// Pictures: shown small, opened larger, and named where they cannot be had.

import { el } from "../dom.js";
import { link, mayLink } from "./links.js";

/** A picture that opens larger; `source` is an image block or element. */
export function picture(source, screen, kind) {
  const address = addressOf(source, screen);
  if (!isOurs(address)) return missing(source, address);
  const button = el("button", { type: "button", class: `bk-picture bk-picture-${kind}`, "aria-haspopup": "dialog" });
  const shown = thumbnail(source, address, () => button.replaceWith(missing(source, address)));
  button.append(shown);
  button.addEventListener("click", () => enlarge(button, address, source));
  return button;
}

/** A picture as small as a line of text, which does not open. */
export function icon(source, screen) {
  const address = addressOf(source, screen);
  const shown = thumbnail(source, address, () => shown.replaceWith(missing(source, address)));
  return isOurs(address) ? shown : missing(source, address);
}

function thumbnail(source, address, gone) {
  return el("img", { src: isOurs(address) && address, alt: source.alt_text, loading: "lazy", on: { error: gone } });
}

function addressOf({ image_url: url, slack_file: file, broken }, screen) {
  if (broken) return "";
  return url ?? screen.file(file.id ?? file.url);
}

/** The page loads nothing from elsewhere: a picture from the web is named and linked, not fetched. */
function isOurs(address) {
  if (!address || !URL.canParse(address, location.href)) return false;
  return new URL(address, location.href).origin === location.origin;
}

/** What stands for a picture that cannot be shown here. */
function missing(source, address) {
  const words = el("span", {}, source.alt_text);
  const mark = source.broken ? el("span", {}, "Broken picture:") : el("span", {}, "Picture:");
  return el("span", { class: "bk-missing" }, mark, mayLink(address) ? link(address, [words]) : words);
}

function enlarge(opener, address, source) {
  const close = el("button", { type: "button", class: "bk-lightbox-close", "aria-label": "Close" }, "✕");
  const dialog = el(
    "dialog",
    { class: "bk-lightbox", "aria-label": source.alt_text },
    el("figure", {}, el("img", { src: address, alt: source.alt_text }), el("figcaption", {}, source.alt_text)),
    close,
  );
  dialog.addEventListener("click", ({ target }) => target.localName !== "img" && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}
