/** A table as in the page. */
export interface PageTable {
  readonly id: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables of a report page, read back from its HTML. */
export function tablesOf(html: string): readonly PageTable[] {
  return [...html.matchAll(/<table id="([^"]+)">([\s\S]*?)<\/table>/g)].map(([, id = "", body = ""]) => {
    const [head = "", ...rows] = [...body.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row]) => row ?? "");
    return { id, columns: cellsOf(head), rows: rows.map(cellsOf) };
  });
}

/** The SQL printed beside each table, by the table's id. */
export function sqlOf(html: string): readonly { readonly table: string; readonly sql: string }[] {
  const pattern = /<pre data-table="([^"]+)"><code>([\s\S]*?)<\/code><\/pre>/g;
  return [...html.matchAll(pattern)].map(([, table = "", sql = ""]) => ({ table, sql: textOf(sql) }));
}

function cellsOf(row: string): readonly string[] {
  return [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell]) => textOf(cell ?? ""));
}

function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
