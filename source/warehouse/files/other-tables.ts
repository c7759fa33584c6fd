import type { LeftOut } from "../../domain/file-reading.ts";
import { filledIn } from "./cell-kind.ts";
import { columnNames } from "./column-names.ts";
import { LeftOutRows } from "./left-out-rows.ts";
import type { TextRecord } from "./split-records.ts";
import { Sums } from "./sums.ts";
import type { Layout } from "./table-layout.ts";
import type { TableAbove } from "./table-start.ts";

/** Takes the records of a table apart from what else is between them. */
interface Filter {
  push(record: TextRecord): readonly TextRecord[];
  end(): { readonly records: readonly TextRecord[]; readonly leftOut: readonly LeftOut[] };
}

interface OtherTable {
  readonly line: number;
  readonly columns: readonly string[];
  readonly filter: Filter;
  readonly sums: Sums;
  readonly rows: LeftOutRows;
}

const what = "rows of another table";

/** The tables below the first one in a file, each of which may continue after another. */
export class OtherTables {
  readonly #layout: Layout;
  readonly #filterOf: (layout: Layout) => Filter;
  readonly #tables = new Map<string, OtherTable>();
  #current: OtherTable | undefined;

  /** `filterOf` makes the filter of a table with its own layout. */
  constructor(layout: Layout, filterOf: (layout: Layout) => Filter) {
    this.#layout = layout;
    this.#filterOf = filterOf;
  }

  get isWithin(): boolean {
    return this.#current !== undefined;
  }

  begin({ cells, line }: TextRecord): void {
    const key = cells.join("\n");
    this.#current = this.#tables.get(key) ?? this.#tableOf(cells, line);
    this.#tables.set(key, this.#current);
  }

  /** The table above them goes on. */
  leave(): void {
    this.#current = undefined;
  }

  push(record: TextRecord): void {
    const table = this.#current;
    if (table !== undefined) for (const each of table.filter.push(record)) count(table, each);
  }

  end(): readonly LeftOut[] {
    return [...this.#tables.values()].flatMap((table) => {
      const { records, leftOut } = table.filter.end();
      for (const each of records) count(table, each);
      const header = { line: table.line, names: table.columns };
      const own = table.rows.all.map((rows) => ({ ...rows, header }));
      return [...own, ...leftOut.filter((each) => each.what === what)];
    });
  }

  #tableOf(names: readonly string[], line: number): OtherTable {
    const { columns } = columnNames(names);
    const fill = filledIn(names);
    const layout = { ...this.#layout, columns, fill, header: names, headerLine: line, width: columns.length };
    return { line, columns, filter: this.#filterOf(layout), sums: new Sums(), rows: new LeftOutRows() };
  }
}

/** What a table above another one holds. */
export function leftAbove({ names, rows }: TableAbove): LeftOut {
  const { columns } = columnNames(names.cells);
  const [sums, out] = [new Sums(), new LeftOutRows()];
  for (const record of rows) {
    sums.add(record.cells);
    out.add(what, record, columns, sums);
  }
  const [found] = out.all;
  return { what, rows: rows.length, lines: [], sums: {}, ...found, header: { line: names.line, names: columns } };
}

function count({ sums, rows, columns }: OtherTable, record: TextRecord): void {
  sums.add(record.cells);
  rows.add(what, record, columns, sums);
}
