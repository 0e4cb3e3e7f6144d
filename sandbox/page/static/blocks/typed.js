// Inputs to type in. What is typed is never cut or corrected: too much is counted, and said when it is sent.

import { el, freshId } from "../dom.js";
import { act, held, hold, isActing, marks, naming, stateOf } from "./state.js";
import { characters } from "./words.js";

const MOST = 3000;
const NEAR_THE_END = 0.8;
const TRAITS = {
  number_input: (element) => ({ inputmode: element.is_decimal_allowed ? "decimal" : "numeric" }),
  email_text_input: () => ({ inputmode: "email", autocapitalize: "none", spellcheck: "false" }),
  url_text_input: () => ({ inputmode: "url", autocapitalize: "none", spellcheck: "false" }),
};

/** The element of a text, number, email or address input. */
export function textInput(place) {
  const counter = el("p", { class: "bk-count", id: freshId("count"), role: "status" });
  const control = box(place, counter.id);
  control.value = held(place) ?? "";
  const count = () => showCount(counter, control.value, place.element);
  control.addEventListener("input", () => {
    count();
    hold(place, control.value || null);
    if (actsOn(place, "on_character_entered")) tell(place, control);
  });
  if (actsOn(place, "on_enter_pressed")) control.addEventListener("keydown", (event) => entered(event, place, control));
  count();
  return el("div", { class: "bk-typed" }, control, counter);
}

function box(place, counterId) {
  const { element } = place;
  const { "aria-describedby": describedBy = "", ...named } = naming(place);
  const traits = {
    class: "bk-box",
    id: place.controlId,
    placeholder: characters(element.placeholder) || null,
    autocomplete: "off",
    "aria-describedby": `${describedBy} ${counterId}`.trim(),
    ...named,
    ...marks(place),
    ...TRAITS[element.type]?.(element),
  };
  return element.multiline ? el("textarea", { rows: "4", ...traits }) : el("input", { type: "text", ...traits });
}

/** How many characters are left, near the end; below nought when there are too many. Or how many it still takes. */
function showCount(counter, value, { type, min_length: least = 0, max_length: most = MOST }) {
  const typed = [...value].length;
  const isCounted = type === "plain_text_input";
  counter.classList.toggle("bk-count-over", typed > most);
  if (isCounted && typed >= most * NEAR_THE_END) {
    counter.replaceChildren(String(most - typed), el("span", { class: "out-of-sight" }, " characters left"));
  } else {
    counter.textContent = isCounted && typed > 0 && typed < least ? `${least - typed} more to go` : "";
  }
}

function actsOn(place, event) {
  const chosen = place.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  return isActing(place) && chosen.includes(event);
}

/** In a box of several lines, shift and Enter begin a new one. */
function entered(event, place, control) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  tell(place, control);
}

function tell(place, control) {
  act(place, stateOf(place.element, control.value || null));
}
