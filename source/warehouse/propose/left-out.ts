import { Amount } from "../../domain/amount.ts";
import { formatCell } from "../../domain/format.ts";
import { keptRows } from "../ingest/kept-rows.ts";
import type { Asked } from "./asked.ts";
import type { Decision } from "./decision.ts";
import { counted } from "./proposal.ts";
import type { SampledFile } from "./sampled-file.ts";

/** Lines that a decision leaves out, namely those that do not meet the condition. */
export interface Left {
  readonly id: string;
  readonly says: string;
  readonly condition: string;
}

interface Nobody {
  readonly lines: number;
  readonly sum: string;
}

/** Lines without a customer, and their sum. */
export async function nobodyBuying(
  asked: Asked,
  file: SampledFile,
  customer: string,
  filter: string | undefined,
  net: string,
): Promise<Nobody> {
  const rows = await asked.rows(
    `select count(*), coalesce(sum(try_cast(net as decimal(18, 4))), 0)::decimal(38, 2)::varchar from (
       select (${net})::varchar as net, nullif((${customer})::varchar, '') as customer from (${keptRows(file.table, filter)}) as own) where customer is null`,
  );
  return { lines: Number(rows[0]?.[0] ?? 0), sum: String(rows[0]?.[1] ?? "0") };
}

/** Says that there are guest orders, if there are any. */
export function guestsDecision({ lines, sum }: Nobody): readonly Decision[] {
  if (lines === 0) return [];
  return [
    {
      id: "guests",
      about: "lines without a customer",
      taken: "guests",
      because: "guests bought: revenue without a customer",
      isAssumption: false,
      effect: `${linesText(lines)}, ${sumText(sum)}: in net revenue, in no cohort`,
      options: [{ id: "guests", says: "revenue without a customer" }],
    },
  ];
}

/** Lines left out, with their sum, for each decision that leaves some out. */
export async function leftOutEffects(
  asked: Asked,
  file: SampledFile,
  net: string,
  parts: readonly Left[],
): Promise<ReadonlyMap<string, string>> {
  const effects = new Map<string, string>();
  for (const { id, says, condition } of parts) {
    const [row] = await asked.rows(
      `select count(*), coalesce(sum(try_cast(net as decimal(18, 4))), 0)::decimal(38, 2)::varchar
       from (select (${net})::varchar as net, (${condition}) as is_kept from ${file.table}) where is_kept is not true`,
    );
    effects.set(id, `left out: ${says}: ${linesText(Number(row?.[0] ?? 0))}, ${sumText(String(row?.[1] ?? "0"))}`);
  }
  return effects;
}

/** A sum of lines in any currency, from a decimal: `1,129.70`. */
export function sumText(decimal: string): string {
  return formatCell(Amount.of(decimal), "amount", { currency: "" });
}

/** `1 line`, `12,345 lines`. */
export function linesText(lines: number): string {
  return `${counted(lines)} ${lines === 1 ? "line" : "lines"}`;
}
