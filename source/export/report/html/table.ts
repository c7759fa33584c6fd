import type { ReportColumn, ReportTable } from "../document.ts";
import { type Html, html, lines } from "./tag.ts";

/** Columns that fit on a page in portrait; wider tables are printed in landscape. */
const mostUpright = 9;

/** A table in its own box, which scrolls if the page is too narrow; the first column names the rows. */
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
