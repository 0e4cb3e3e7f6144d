// The open form: the topmost of the stack. What is typed is held here, and sent with whatever is done. It stands over
// the conversation alone, so that one can be somebody else meanwhile, or move time.

import { drawBlocks, drawText } from "./blocks/index.js";
import { confirm } from "./confirm.js";
import { el, fill, renew } from "./dom.js";
import { screenOf, state } from "./state.js";

const PAUSE = 400; // milliseconds without typing, after which the sandbox is told what is in the form

const main = document.getElementById("main");
const title = el("h2", { id: "modal-title" });
const body = el("div", { class: "modal-body" });
const foot = el("footer", { class: "buttons" });
const dialog = el("dialog", { class: "modal", "aria-labelledby": "modal-title" }, el("header", {}, title), body, foot);
document.body.append(dialog);

let shown = { id: "", values: {}, errors: {}, busy: false };
let pause;

export function drawModals(page) {
  const view = state.story ? null : state.modals.at(-1); // a story opens and sends its forms too fast to be read
  main.inert = Boolean(view);
  if (!view) {
    dialog.close();
    shown = { id: "", values: {}, errors: {}, busy: false };
    return;
  }
  const isOther = view.id !== shown.id || view.title.text !== shown.title;
  shown = { id: view.id, title: view.title.text, values: view.values, errors: view.errors, busy: false };
  draw(page, view);
  if (!dialog.open) dialog.show();
  if (isOther) focusFirst(view);
  else if (Object.keys(view.errors).length) focusError();
  dialog.onkeydown = ({ key, defaultPrevented }) => {
    if (key === "Escape" && !defaultPrevented) page.do("dismiss");
  };
}

function draw(page, view) {
  const words = (part, otherwise) => (view[part] ? drawText(view[part], screenOf("modal", {})) : otherwise);
  fill(title, words("title", ""));
  renew(body, drawBlocks(view.blocks, formScreen(page, view)));
  renew(
    foot,
    el("button", { "data-key": "close", on: { click: () => page.do("dismiss") } }, words("close", view.submit ? "Cancel" : "Close")),
    view.submit && el("button", { class: "primary", "data-key": "submit", "aria-busy": String(shown.busy), on: { click: () => submit(page, view) } }, words("submit", "")),
  );
}

function formScreen(page, view) {
  return screenOf("modal", {
    values: shown.values,
    errors: shown.errors,
    confirm,
    act: (action) => {
      remember(action.block_id, action.action_id, action);
      return page.do("action", { view: view.id, action, values: shown.values });
    },
    hold: (block, action, held) => {
      remember(block, action, held);
      clearTimeout(pause);
      pause = setTimeout(() => shown.id === view.id && page.do("save", { view: view.id, values: shown.values }), PAUSE);
    },
    attach: async (block_id, action_id, chosen) => {
      const files = await Promise.all([...chosen].map(packed));
      clearTimeout(pause);
      return page.do("attach", { view: view.id, action: { block_id, action_id }, files, values: shown.values });
    },
  });
}

/** A file as it travels: its name, and its bytes in base64. */
async function packed(file) {
  const reader = new FileReader();
  const read = new Promise((resolve, reject) => {
    reader.addEventListener("load", resolve);
    reader.addEventListener("error", () => reject(reader.error));
  });
  reader.readAsDataURL(file);
  await read;
  return { name: file.name, content: reader.result.split(",")[1] ?? "" };
}

function remember(block, action, held) {
  if (!shown.values[block]?.[action]) return; // a button holds nothing
  shown.values[block][action] = held;
}

async function submit(page, view) {
  if (shown.busy) return;
  clearTimeout(pause);
  shown.busy = true;
  foot.querySelector("[data-key=submit]").setAttribute("aria-busy", "true");
  try {
    await page.do("submit", { view: view.id, values: shown.values });
  } catch (refused) {
    if (shown.id !== view.id) return;
    shown.errors = refused.errors;
    draw(page, view);
    focusError();
  } finally {
    shown.busy = false;
    foot.querySelector("[data-key=submit]")?.setAttribute("aria-busy", "false");
  }
}

function focusFirst(view) {
  const inputs = [...body.querySelectorAll("input, select, textarea, button")];
  (inputs.find((one) => one.matches("input, select, textarea")) ?? inputs[0] ?? foot.querySelector("button"))?.focus();
  body.scrollTop = 0;
}

function focusError() {
  const wrong = body.querySelector("[aria-invalid=true]");
  wrong?.focus({ preventScroll: true });
  wrong?.closest("[data-block-id]")?.scrollIntoView({ block: "center" });
}
