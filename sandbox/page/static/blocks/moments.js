// Dates and times: the browser's own pickers, with what is picked spelled out beside them.

import { el } from "../dom.js";
import { clockTime, isoDay, spelledOut } from "./dates.js";
import { changed, held, hold, isActing, isInput, marks, naming } from "./state.js";

/** The element of a date picker. */
export function datePicker(place) {
  return picker(place, "date", {
    last: "9999-12-31",
    shown: (value) => value,
    read: (typed) => typed,
    spelled: (value) => spelledOut(new Date(`${value}T12:00Z`), { ...place.screen, zone: "UTC" }),
  });
}

/** The element of a time picker; its zone is named where it has one. */
export function timePicker(place) {
  const zone = place.element.timezone;
  return picker(place, "time", {
    shown: (value) => value,
    read: (typed) => typed.slice(0, 5),
    spelled: (value) => {
      const time = clockTime(new Date(`2000-01-01T${value}Z`), { ...place.screen, zone: "UTC" });
      return zone ? `${time} (${zone})` : time;
    },
  });
}

/** The element of a picker for both, which holds seconds since 1970. */
export function momentPicker(place) {
  const { screen } = place;
  return picker(place, "datetime-local", {
    last: "9999-12-31T23:59",
    shown: (seconds) => localTime(seconds * 1000, screen.zone),
    read: (typed) => momentOf(typed, screen.zone) / 1000,
    spelled: (seconds) => {
      const moment = new Date(seconds * 1000);
      return `${spelledOut(moment, screen)}, ${clockTime(moment, screen)} (${screen.zone})`;
    },
  });
}

/** `last` keeps years to four digits; null is no limit. */
function picker(place, type, { last = null, shown, read, spelled }) {
  const known = { id: place.controlId, ...naming(place), ...marks(place) };
  const control = el("input", { type, class: "bk-box bk-moment", max: last, ...known });
  const beside = el("span", { class: "bk-spelled" });
  const show = (value) => (beside.textContent = value === null ? "" : spelled(value));
  const put = (held) => {
    control.value = held === null ? "" : shown(held);
    show(held);
  };
  const now = () => (control.value ? read(control.value) : null);
  put(held(place));
  control.addEventListener("input", () => {
    show(now());
    if (isInput(place)) hold(place, now());
  });
  if (isActing(place)) tellWhenDone(place, control, now, put);
  return el("div", { class: "bk-picker" }, control, beside);
}

/**
 * A date typed by keyboard is a date after each digit (in the year 2, 20, 202): the app hears of it when it is
 * done, at Enter or when the focus goes on. One picked from the calendar is done at once.
 */
function tellWhenDone(place, control, now, put) {
  let told = now();
  let typing = false;
  const done = () => {
    const before = told;
    typing = false;
    told = now();
    if (told !== before) changed(place, told, () => takeBack(before));
  };
  const takeBack = (before) => {
    told = before;
    put(before);
    if (isInput(place)) hold(place, before);
  };
  control.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") done();
    else if (key.length === 1 || /^(?:Arrow|Backspace|Delete)/.test(key)) typing = true;
  });
  control.addEventListener("blur", done);
  control.addEventListener("input", () => typing || done());
}

/** "2027-02-01T09:00", the clock's reading in a zone. */
function localTime(milliseconds, zone) {
  const moment = new Date(milliseconds);
  const time = { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return `${isoDay(moment, zone)}T${new Intl.DateTimeFormat("en-GB", time).format(moment)}`;
}

/** The moment, in milliseconds, when a zone's clocks read this; twice, as the offset may change on the way. */
function momentOf(reading, zone) {
  const wanted = Date.parse(`${reading}Z`);
  const guess = wanted - offset(wanted, zone);
  return wanted - offset(guess, zone);
}

function offset(milliseconds, zone) {
  return Date.parse(`${localTime(milliseconds, zone)}Z`) - milliseconds;
}
