// Buttons; one with an address is a link that also tells the app.

import { el } from "../dom.js";
import { mayLink } from "./links.js";
import { act, marks } from "./state.js";
import { drawText } from "./text.js";

const SAID = ["text", "value", "style", "url"];

/** The element of a button. */
export function button(place) {
  const { element, screen } = place;
  const traits = {
    class: `bk-button${element.style ? ` bk-button-${element.style}` : ""}`,
    "aria-label": element.accessibility_label,
    ...marks(place),
    on: { click: (event) => press(place, event) },
  };
  const words = drawText(element.text, screen);
  if (!mayLink(element.url)) return el("button", { type: "button", ...traits }, words);
  return el("a", { ...traits, href: element.url, target: "_blank", rel: "noopener noreferrer" }, words);
}

async function press(place, event) {
  const { element, screen } = place;
  if (element.confirm) {
    event.preventDefault();
    if (!(await screen.confirm(element.confirm))) return;
    if (mayLink(element.url)) window.open(element.url, "_blank", "noopener,noreferrer");
  }
  act(place, Object.fromEntries(SAID.filter((part) => part in element).map((part) => [part, element[part]])));
}
