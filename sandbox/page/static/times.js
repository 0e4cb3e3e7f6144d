// Moments as the person who looks reads them: in their own time zone, in their own language.

import { me } from "./state.js";

const format = (options) => (ms) =>
  new Intl.DateTimeFormat(me().locale, { timeZone: me().zone, ...options }).format(new Date(ms));

export const clockTime = format({ hour: "2-digit", minute: "2-digit" });
export const wholeDay = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const moment = format({
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

/** Milliseconds of a message's time stamp. */
export const ofStamp = (ts) => Number(ts) * 1000;

/** "Riga" of "Europe/Riga". */
export const city = (zone) => zone.split("/").at(-1).replaceAll("_", " ");
