// Dialogs of Slack's own: a question before an act.

import { drawText } from "./blocks/index.js";
import { el } from "./dom.js";
import { raise } from "./layer.js";
import { screenOf } from "./state.js";

/** Ask what a confirm object says; whether the person agrees. */
export function confirm(question) {
  const screen = screenOf("modal", { act: () => {} });
  const words = (part, otherwise) => (question[part] ? drawText(question[part], screen) : otherwise);
  return new Promise((resolve) => {
    const agree = question.style === "danger" ? "danger" : "primary";
    const dialog = el(
      "dialog",
      { class: "confirm", "aria-labelledby": "confirm-title", on: { close: () => answered(dialog, resolve) } },
      el("h2", { id: "confirm-title" }, words("title", "Are you sure?")),
      el("p", {}, words("text", "")),
      el(
        "div",
        { class: "buttons" },
        el("button", { on: { click: () => dialog.close("no") } }, words("deny", "Cancel")),
        el("button", { class: agree, autofocus: true, on: { click: () => dialog.close("yes") } }, words("confirm", "Yes")),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
    raise();
  });
}

function answered(dialog, resolve) {
  dialog.remove();
  raise();
  resolve(dialog.returnValue === "yes");
}
