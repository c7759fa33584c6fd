import type { ReportColumn, ReportTable } from "../document.ts";
import { type Html, html, lines } from "./tag.ts";

/** Columns that fit on a sheet of paper upright; tables of more are printed on a sheet on its side. */
const mostUpright = 9;

/** A table in a box of its own that scrolls where the page is too narrow; the first column names the rows. */
export function tableHtml({ id, caption, columns, rows }: ReportTable): Html {
  const head = columns.map(
    (column) =>
      html`<th scope="col"${numeric(column)}>${column.label === "" ? html`<span class="unseen">note</span>` : column.label}</th>`,
  );
  const body = rows.map(({ cells: [name = "", ...others], kind }) => {
    const cells = others.map((text, index) => html`<td${numeric(columns[index + 1])}>${text}</td>`);
    return html`<tr${kind && html` class="${kind}"`}><th scope="row">${name}</th>${cells}</tr>`;
  });
  return html`<div class="box${columns.length > mostUpright && " wide"}" role="region" tabindex="0" aria-labelledby="${id}-caption">
<table id="${id}">
<caption id="${id}-caption">${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${lines(body)}
</tbody>
</table>
</div>`;
}

function numeric(column: ReportColumn | undefined): Html | false {
  return column?.align === "number" && html` class="num"`;
}
