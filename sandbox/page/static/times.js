// Moments in the time zone of the person who looks, in English like all of the page: as they write it, if they do.

import { me } from "./state.js";

const format = (options) => (ms) =>
  new Intl.DateTimeFormat(me().locale.startsWith("en") ? me().locale : "en-GB", { timeZone: me().zone, ...options }).format(new Date(ms));

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
