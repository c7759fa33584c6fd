import type { FileReading } from "../../domain/file-reading.ts";
import { mappedDecision } from "./assumption.ts";
import type { Proposed } from "./propose.ts";
import { nameOf } from "./sampled-file.ts";
import { tablesOf } from "./tables-of.ts";

/** A proposal as `grounds map --format json` prints it: plain data. */
export function jsonOf({ proposal, files }: Pick<Proposed, "proposal" | "files">) {
  const decisions = proposal.decisions.map((decision) => ({ decision, mapped: mappedDecision(decision) }));
  const { netRevenue, ...rest } = proposal.totals;
  const told = ({ decision, mapped }: (typeof decisions)[number]) => ({
    about: mapped.about,
    taken: mapped.taken,
    because: mapped.because ?? "",
    effect: decision.effect ?? null,
    net_revenue: netRevenue,
    otherwise: (mapped.otherwise ?? []).map((other) => ({
      reading: other.reading,
      net_revenue: other.net_revenue ?? null,
    })),
  });
  return {
    tables: proposal.tables.map(({ table, files: from, joins, filter, columns }) => ({
      table,
      files: from,
      joins: joins.map((join) => ({ file: join.file, on: join.on })),
      filter: filter ?? null,
      columns: Object.fromEntries(columns.map(({ column, expression }) => [column, expression])),
    })),
    discounts: proposal.discounts.map(({ name, amount, sign }) => ({ name, amount, sign })),
    files: [
      ...files.map((file) => {
        const as = tablesOf(file, proposal).join(", ");
        const use = as === "" ? { why_not: "nothing in it is needed" } : { read_as: as };
        return { name: nameOf(file), ...use, records: file.records, ...readingJson(file.reading) };
      }),
      ...proposal.unreadable.map(({ name, why }) => ({ name, why_not: why, records: 0 })),
    ],
    assumptions: decisions.filter(({ decision }) => decision.isAssumption).map(told),
    decisions: decisions.filter(({ decision }) => !decision.isAssumption).map(told),
    currency: proposal.currency,
    totals: { net_revenue: netRevenue, ...rest },
  };
}

/** Findings of reading a file: its format, what was left out of it, and notes. */
function readingJson({ encoding, delimiter, headerLine, leftOut, notes }: FileReading) {
  return {
    encoding: encoding ?? null,
    delimiter: delimiter ?? null,
    header_line: headerLine ?? null,
    left_out: leftOut.map(({ what, rows, lines, sums }) => ({ what, rows, lines, sums })),
    notes,
  };
}
