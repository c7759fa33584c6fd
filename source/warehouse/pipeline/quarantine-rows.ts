import type { QuarantineReason } from "../../domain/pipeline.ts";

/** A statement for the pipeline screen, before paging. */
export interface Selected {
  readonly select: string;
  readonly params: readonly string[];
}

/** The quarantined records, for one reason or all: the place first, then the value and why it was not loaded. */
export function quarantineRows(only: QuarantineReason | undefined): Selected {
  const where = only === undefined ? "" : "where source_table = $1 and reason = $2";
  return {
    select: `select source_file, source_line, column_name, value, reason, source_table, source_record
from bronze.quarantine ${where}
order by source_table, source_file, source_line, source_record, column_name`,
    params: only === undefined ? [] : [only.table, only.reason],
  };
}
