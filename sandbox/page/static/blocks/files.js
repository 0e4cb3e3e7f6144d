// The file input: what may be chosen, and what is.

import { el, freshId } from "../dom.js";
import { held, hold, marks, naming } from "./state.js";
import { characters } from "./words.js";

const MOST = 10;

/** The element of a file input. The files go to the sandbox at once, which then draws the form with them. */
export function fileInput(place) {
  const { block, element, screen } = place;
  const most = element.max_files ?? MOST;
  const kinds = element.filetypes?.map((kind) => `.${kind}`) ?? [];
  const id = freshId("limits");
  const { "aria-describedby": describedBy = "", "aria-required": _, ...named } = naming(place);
  const control = el("input", {
    type: "file",
    class: "bk-file",
    id: place.controlId,
    accept: kinds.join(",") || null,
    multiple: most > 1,
    ...named,
    "aria-describedby": `${id} ${describedBy}`.trim(),
    ...marks(place),
    on: { change: () => screen.attach(block.block_id, element.action_id, control.files) },
  });
  const limits = `Up to ${most} ${most === 1 ? "file" : "files"} of ${kinds.join(", ") || "any kind"}, 10 MB each.`;
  return el("div", { class: "bk-files" }, chosen(place, control, most), control, el("p", { class: "bk-hint", id }, limits));
}

/** The list of what is chosen; where no more may be, the control is hidden. */
function chosen(place, control, most) {
  const list = el("ul", { class: "bk-files-chosen", "aria-label": `${characters(place.block.label)}: chosen` });
  const draw = (files) => {
    list.replaceChildren(...files.map((file) => row(file, () => remove(files, file))));
    list.hidden = files.length === 0;
    control.hidden = files.length >= most;
  };
  const remove = (files, file) => {
    const left = files.filter((one) => one !== file);
    hold(place, left);
    draw(left);
    control.value = "";
    control.focus(); // where another can be chosen
  };
  draw(held(place));
  return list;
}

function row(file, remove) {
  const label = `Remove ${file.name}`;
  const button = el("button", { type: "button", class: "bk-button", "aria-label": label, on: { click: remove } }, "Remove");
  return el("li", {}, el("span", { class: "bk-file-name" }, file.name), button);
}
