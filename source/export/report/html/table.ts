import type { ReportTable } from "../document.ts";
import { escapeHtml } from "../escape.ts";

/** Columns that fit on a sheet of paper upright; tables of more are printed on a sheet on its side. */
const mostUpright = 9;

/** A table in a box of its own that scrolls where the page is too narrow; the first column names the rows. */
export function tableHtml({ id, caption, columns, rows }: ReportTable): string {
  const head = columns.map(
    ({ label, align }) =>
      `<th scope="col"${align === "number" ? ' class="num"' : ""}>${label === "" ? '<span class="unseen">note</span>' : escapeHtml(label)}</th>`,
  );
  const body = rows.map(({ cells, kind }) => {
    const told = cells.map((text, index) => {
      if (index === 0) return `<th scope="row">${escapeHtml(text)}</th>`;
      return `<td${columns[index]?.align === "number" ? ' class="num"' : ""}>${escapeHtml(text)}</td>`;
    });
    return `<tr${kind ? ` class="${kind}"` : ""}>${told.join("")}</tr>`;
  });
  return [
    `<div class="box${columns.length > mostUpright ? " wide" : ""}" role="region" tabindex="0" aria-labelledby="${id}-caption">`,
    `<table id="${id}">`,
    `<caption id="${id}-caption">${escapeHtml(caption)}</caption>`,
    `<thead><tr>${head.join("")}</tr></thead>`,
    `<tbody>\n${body.join("\n")}\n</tbody>`,
    "</table>",
    "</div>",
  ].join("\n");
}
