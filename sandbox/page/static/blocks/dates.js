// Slack's date tokens, in the reader's zone and language.
// https://docs.slack.dev/reference/block-kit/block-elements/date-element#date-format-strings

import { el } from "../dom.js";
import { link } from "./links.js";

const TOKEN = /\{(\w+)\}/g;
const DAY = 24 * 60 * 60 * 1000;
const FULL = { year: "numeric", month: "long", day: "numeric" };
const SHORT = { year: "numeric", month: "short", day: "numeric" };
const UNITS = [["year", 365], ["month", 30], ["week", 7], ["day", 1], ["hour", 1 / 24], ["minute", 1 / 1440]];

const FORMS = {
  date_num: (moment, reader) => isoDay(moment, reader.zone),
  date_slash: (moment, reader) => said(moment, reader, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (moment, reader) => withOrdinal(moment, reader, FULL),
  date_long: (moment, reader) => withOrdinal(moment, reader, { weekday: "long", ...FULL }),
  date_long_full: (moment, reader) => said(moment, reader, FULL),
  date_short: (moment, reader) => said(moment, reader, SHORT),
  date_pretty: (moment, reader) => nearDay(moment, reader) ?? FORMS.date(moment, reader),
  date_long_pretty: (moment, reader) => nearDay(moment, reader) ?? FORMS.date_long(moment, reader),
  date_short_pretty: (moment, reader) => nearDay(moment, reader) ?? FORMS.date_short(moment, reader),
  day_divider_pretty: (moment, reader) => nearDay(moment, reader) ?? dayDivider(moment, reader),
  time: (moment, reader) => clockTime(moment, reader),
  time_secs: (moment, reader) => clockTime(moment, reader, { second: "2-digit" }),
  ago: (moment, reader) => ago(moment, reader),
};

/**
 * The moment (seconds since 1970) as `form` says, such as "{date_long} at {time}"; null when the form has no
 * token or an unknown one. `starts` a sentence: "Today" rather than "today".
 */
function writtenOut(seconds, form, reader, starts = false) {
  const tokens = [...form.matchAll(TOKEN)].map((found) => found[1]);
  if (tokens.length === 0 || tokens.some((token) => !Object.hasOwn(FORMS, token))) return null;
  const moment = new Date(seconds * 1000);
  if (Number.isNaN(moment.getTime())) return null;
  const written = form.replace(TOKEN, (_, token) => FORMS[token](moment, reader));
  return starts && form.startsWith("{") ? capital(written, reader) : written;
}

/** The element of a date in text; the fallback's words where the form cannot be followed. */
export function drawDate({ seconds, form, address, fallback }, reader, starts) {
  const written = writtenOut(seconds, form, reader, starts);
  if (written === null) return el("span", {}, fallback);
  const when = new Date(seconds * 1000);
  const title = `${spelledOut(when, reader)}, ${clockTime(when, reader)} (${reader.zone})`;
  const time = el("time", { datetime: when.toISOString(), title }, written);
  return address ? link(address, [time]) : time;
}

/** "Monday, 1 February 2027" as the reader's language has it. */
export function spelledOut(moment, reader) {
  return said(moment, reader, { weekday: "long", ...FULL });
}

/** "09:00" or "9:00 AM" as the reader's language has it. */
export function clockTime(moment, reader, more = {}) {
  const halves = new Intl.DateTimeFormat(reader.locale, { hour: "numeric" }).resolvedOptions().hour12;
  return said(moment, reader, { hour: halves ? "numeric" : "2-digit", minute: "2-digit", ...more });
}

/** "2027-02-01", the day it is then in the zone. */
export function isoDay(moment, zone) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, ...FULL, month: "2-digit", day: "2-digit" }).format(moment);
}

function said(moment, reader, options) {
  return new Intl.DateTimeFormat(reader.locale, { timeZone: reader.zone, ...options }).format(moment);
}

/** In American English the day is counted: "February 18th, 2014". */
function withOrdinal(moment, reader, options) {
  const format = new Intl.DateTimeFormat(reader.locale, { timeZone: reader.zone, ...options });
  const counted = reader.locale === "en-US";
  return format
    .formatToParts(moment)
    .map((part) => (counted && part.type === "day" ? ordinal(Number(part.value)) : part.value))
    .join("");
}

function ordinal(day) {
  const kind = new Intl.PluralRules("en-US", { type: "ordinal" }).select(day);
  return `${day}${{ one: "st", two: "nd", few: "rd", other: "th" }[kind]}`;
}

/** "yesterday", "today" or "tomorrow", if it is one of them. */
function nearDay(moment, reader) {
  const ahead = dayNumber(moment, reader.zone) - dayNumber(new Date(reader.now), reader.zone);
  return Math.abs(ahead) > 1 ? undefined : relative(reader).format(ahead, "day");
}

function dayNumber(moment, zone) {
  return Math.round(Date.parse(isoDay(moment, zone)) / DAY);
}

function dayDivider(moment, reader) {
  const thisYear = isoDay(moment, reader.zone).slice(0, 4) === isoDay(new Date(reader.now), reader.zone).slice(0, 4);
  return withOrdinal(moment, reader, { weekday: "long", ...FULL, year: thisYear ? undefined : "numeric" });
}

function ago(moment, reader) {
  const days = (moment.getTime() - reader.now) / DAY;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(days) >= length) ?? ["second", 1 / 86400];
  return relative(reader, "always").format(Math.round(days / size), unit);
}

function relative(reader, numeric = "auto") {
  return new Intl.RelativeTimeFormat(reader.locale, { numeric });
}

function capital(words, reader) {
  return words.charAt(0).toLocaleUpperCase(reader.locale) + words.slice(1);
}
