import { exitCode } from "../errors.ts";
import type { Sheet } from "../export/sheet.ts";
import { onSession } from "./on-session.ts";
import { printSheet, printSql } from "./print-answer.ts";
import { answerOptions, sourceOptions } from "./shared-options.ts";

const listSql = `select source_table, source_file, source_line, source_record, column_name, value, reason
from bronze.quarantine order by source_table, source_file, source_line, source_record, column_name`;
const countSql = `select source_table, reason, count(*) as records from (
  select distinct source_table, reason, source_file, source_line, source_record from bronze.quarantine
) group by all order by records desc, source_table, reason`;

const listColumns: Sheet["columns"] = [
  { name: "source_table", unit: "text" },
  { name: "source_file", unit: "text" },
  { name: "source_line", unit: "count" },
  { name: "source_record", unit: "count" },
  { name: "column_name", unit: "text" },
  { name: "value", unit: "text" },
  { name: "reason", unit: "text" },
];
const countColumns: Sheet["columns"] = [
  { name: "source_table", unit: "text" },
  { name: "reason", unit: "text" },
  { name: "records", unit: "count" },
];

export const quarantineCommand = onSession({
  name: "quarantine",
  group: "own-data",
  summary: "the records that were not loaded: file, line, column, value and reason",
  options: [{ name: "counts", description: "only how many for which reason" }, ...sourceOptions, ...answerOptions],
  async answer(args, session, streams) {
    const [sql, columns] = args.has("counts") ? [countSql, countColumns] : [listSql, listColumns];
    if (args.has("sql")) {
      await printSql([{ sql, params: [] }], args, streams);
      return exitCode.done;
    }
    const rows = await session.run({ sql, params: [] }, streams.signal);
    const values = rows.map((row) =>
      row.map((value, index) => (columns[index]?.unit === "count" && value !== null ? Number(value) : value)),
    );
    await printSheet({ columns, rows: values }, args, streams);
    return exitCode.done;
  },
});
