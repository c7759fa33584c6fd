import { mappedDecision } from "./assumption.ts";
import type { Proposed } from "./propose.ts";

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
    files: [
      ...files.map((file) => {
        const read = proposal.tables.filter(
          ({ from, files: own, joins }) =>
            from.includes(file.table) || own.includes(file.name) || joins.some((join) => join.file === file.name),
        );
        const name = file.tableName === undefined ? file.name : `${file.name}, ${file.tableName}`;
        const as = [...new Set(read.map(({ table }) => table))].join(", ");
        return as === ""
          ? { name, why_not: "nothing in it is needed", records: file.records }
          : { name, read_as: as, records: file.records };
      }),
      ...proposal.unreadable.map(({ name, why }) => ({ name, why_not: why, records: 0 })),
    ],
    assumptions: decisions.filter(({ decision }) => decision.isAssumption).map(told),
    decisions: decisions.filter(({ decision }) => !decision.isAssumption).map(told),
    currency: proposal.currency,
    totals: { net_revenue: netRevenue, ...rest },
  };
}
