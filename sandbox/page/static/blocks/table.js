// Tables: the first row names the columns; wide ones scroll sideways in their own box.

import { el } from "../dom.js";
import { richText } from "./rich_text.js";

/** The element of a table block. */
export function table(block, screen) {
  const [head, ...body] = block.rows.map((row, index) => tableRow(row, index === 0 ? "th" : "td", block, screen));
  const drawn = el("table", { class: "bk-table" }, el("thead", {}, head), el("tbody", {}, body));
  return el("div", { class: "bk-scroll", role: "region", "aria-label": "Table", tabindex: "0" }, drawn);
}

function tableRow(cells, tag, block, screen) {
  const settings = block.column_settings ?? [];
  return el("tr", {}, cells.map((cell, column) => tableCell(cell, tag, settings[column] ?? {}, screen)));
}

function tableCell(cell, tag, { align = "left", is_wrapped: wrapped = false }, screen) {
  const inside = cell.type === "raw_text" ? el("span", { class: "bk-text" }, cell.text) : richText(cell, screen);
  const traits = { class: `bk-align-${align}${wrapped ? "" : " bk-one-line"}`, scope: tag === "th" && "col" };
  return el(tag, traits, inside);
}
