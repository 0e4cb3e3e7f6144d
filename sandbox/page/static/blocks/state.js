// What elements hold, and telling of it.
//
// A place is an element where it stands: {block, element, screen}. From an input block come, besides, labelledBy
// and describedBy (ids), controlId (the id for the label) and isInvalid; from a section besideId, of its words.

import { characters } from "./words.js";

// type -> [field of the state, field of the element that prefills it]
const HOLDS = {
  plain_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
  static_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  multi_static_select: ["selected_options", "initial_options"],
  checkboxes: ["selected_options", "initial_options"],
  users_select: ["selected_user", "initial_user"],
  multi_users_select: ["selected_users", "initial_users"],
  channels_select: ["selected_channel", "initial_channel"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
  file_input: ["files"],
};

const UNNAMED = { datepicker: "Date", timepicker: "Time", datetimepicker: "Date and time" };

/** What an element holds: by the screen's values, else from the start; null or [] when it is empty. */
export function held({ block, element, screen }) {
  const [field, initial] = HOLDS[element.type];
  const state = screen.values?.[block.block_id]?.[element.action_id];
  return (state ? state[field] : element[initial]) ?? (isMany(element) ? [] : null);
}

/** Whether an element holds several choices. */
export function isMany(element) {
  return element.type.startsWith("multi_") || ["checkboxes", "file_input"].includes(element.type);
}

/** Whether an element stands in an input block. */
export function isInput({ block }) {
  return block.type === "input";
}

/** Whether a form cannot be sent without it. */
export function isRequired({ block }) {
  return block.type === "input" && !block.optional;
}

/** Whether a change is told to the app at once. */
export function isActing({ block }) {
  return block.type !== "input" || block.dispatch_action === true;
}

/** Something else was chosen. Asks first where the element says so; a no calls `takeBack`. */
export async function changed(place, value, takeBack) {
  const { element, screen } = place;
  if (isActing(place) && element.confirm && !(await screen.confirm(element.confirm))) return takeBack();
  if (isInput(place)) hold(place, value);
  if (isActing(place)) act(place, stateOf(element, value));
}

/** Tells what an element of a form holds now. */
export function hold({ block, element, screen }, value) {
  screen.hold(block.block_id, element.action_id, stateOf(element, value));
}

/** Tells the app of an act. */
export function act({ block, element, screen }, said) {
  screen.act({ ...said, type: element.type, block_id: block.block_id, action_id: element.action_id });
}

/** An element's state in Slack's shape. */
export function stateOf(element, value) {
  return { type: element.type, [HOLDS[element.type][0]]: value };
}

/** By these attributes an element is found again after its block was drawn anew. */
export function marks({ block, element }) {
  return { "data-block": block.block_id, "data-action": element.action_id };
}

/** The attributes that name and describe a control. */
export function naming(place) {
  const { element, describedBy, isInvalid } = place;
  return {
    "aria-describedby": describedBy,
    ...named(place),
    "aria-invalid": isInvalid && "true",
    "aria-required": isRequired(place) && "true",
    autofocus: element.focus_on_load === true,
  };
}

/** Its label; else what stands in it, described by the words beside it; else those words. */
function named({ element, labelledBy, besideId }) {
  if (labelledBy) return { "aria-labelledby": labelledBy };
  const said = characters(element.placeholder);
  if (besideId && !said) return { "aria-labelledby": besideId };
  return { "aria-label": said || UNNAMED[element.type] || "Choose", "aria-describedby": besideId };
}
