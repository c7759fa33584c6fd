import { quoteName } from "../database/sql-text.ts";

/** A table of texts to examine, with `_record`. */
export interface ExaminedTable {
  readonly table: string;
  readonly names: readonly string[];
  readonly records: number;
}

/** Columns of a table that are examined together with others, from every `step`-th record. */
export interface BlockPart extends ExaminedTable {
  /** The table's place among those to examine. */
  readonly part: number;
  readonly step: number;
}

/** Parts examined in the same statements: of several tables only if all of their values are looked at. */
export type ColumnBlock = readonly BlockPart[];

const sampleRows = 20_000;
/** Columns of a sampled table that are examined together. */
const blockColumns = 100;
/** Columns and values examined together if all values are. */
const mostColumns = 1000;
const mostValues = 400_000;

/** The columns of all tables in blocks, in their order. */
export function blocksOf(tables: readonly ExaminedTable[]): readonly ColumnBlock[] {
  const parts = tables.flatMap((table, part) => partsOf(table, part));
  const blocks: BlockPart[][] = [];
  let room = { columns: 0, values: 0 };
  for (const each of parts) {
    const columns = each.names.length;
    const values = columns * each.records;
    const last = blocks.at(-1);
    const fits = each.step === 1 && room.columns >= columns && room.values >= values;
    if (last !== undefined && fits) last.push(each);
    else blocks.push([each]);
    const isNew = blocks.at(-1)?.length === 1;
    const left = isNew ? { columns: mostColumns, values: each.step === 1 ? mostValues : 0 } : room;
    room = { columns: left.columns - columns, values: left.values - values };
  }
  return blocks;
}

function partsOf(table: ExaminedTable, part: number): readonly BlockPart[] {
  const parts: BlockPart[] = [];
  for (let from = 0; from < table.names.length; from += blockColumns) {
    const names = table.names.slice(from, from + blockColumns);
    const step = Math.max(1, Math.ceil((table.records * Math.max(1, names.length / 20)) / sampleRows));
    parts.push({ ...table, names, part, step });
  }
  return parts;
}

/**
 * The values of a block, one in each row, with its column's `name` and its table's `part`: unpivoted, so that a wide table needs
 * no statement per column.
 */
export function sampledSql(block: ColumnBlock): string {
  return block
    .map(({ part, table, names, step }) => {
      const list = names.map(quoteName).join(", ");
      const some = step === 1 ? "" : ` where _record % ${step} = 0`;
      return `select ${part} as part, name, v from (unpivot (select ${list} from ${table}${some}) on ${list} into name name value v)`;
    })
    .join(" union all ");
}
