// The elements: what a person clicks, picks and fills in.
// https://docs.slack.dev/reference/block-kit/block-elements

import { button } from "./button.js";
import { checkboxes, radioButtons } from "./choices.js";
import { fileInput } from "./files.js";
import { datePicker, momentPicker, timePicker } from "./moments.js";
import { overflow } from "./overflow.js";
import { picture } from "./pictures.js";
import { select } from "./select.js";
import { textInput } from "./typed.js";
import { unknown } from "./unknown.js";

export const ELEMENTS = {
  image: ({ element, screen }) => picture(element, screen, "small"),
  button,
  overflow,
  checkboxes,
  radio_buttons: radioButtons,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: momentPicker,
  static_select: select,
  users_select: select,
  channels_select: select,
  conversations_select: select,
  multi_static_select: select,
  multi_users_select: select,
  multi_channels_select: select,
  multi_conversations_select: select,
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  file_input: fileInput,
};

/** The element at a place (see state.js). A type that is not among ELEMENTS is named. */
export function drawElement(place) {
  const draw = ELEMENTS[place.element.type];
  return draw ? draw(place) : unknown("An element", place.element.type);
}
