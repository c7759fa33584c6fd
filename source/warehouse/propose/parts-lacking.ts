import { alignedNames } from "../files/aligned-names.ts";
import { linesText } from "./left-out.ts";
import type { ProposedLines } from "./propose-lines.ts";
import { nameOf } from "./sampled-file.ts";

/** A file that the net revenue does not contain. */
export interface LeftOutFile {
  readonly name: string;
  readonly says: string;
  readonly because: string;
  /** The reading with it, if its amounts are known, and how much less the net revenue would be. */
  readonly otherwise: { readonly says: string; readonly less: string } | undefined;
}

const needed = ["net_revenue", "customer_id", "transacted_at"];

/** Parts of the order lines without a column that their amount, customer or date comes from. */
export function partsLacking({ group, tables: [lines] }: ProposedLines): readonly LeftOutFile[] {
  const [first, ...parts] = group;
  const names = first.columns.map(({ name }) => name);
  const used = (lines?.columns ?? []).flatMap(({ column, own }) =>
    own !== undefined && needed.includes(column) && names.includes(own) ? [own] : [],
  );
  return parts.flatMap((part) => {
    const own = part.columns.map(({ name }) => name);
    const aligned = alignedNames(names, own);
    const has = new Set(own.map((name) => aligned.get(name) ?? name));
    const missing = used.filter((name) => !has.has(name));
    if (missing.length === 0) return [];
    return {
      name: nameOf(part),
      says: `${linesText(part.records)} without ${missing.join(" and ")}`,
      because: `${first.name} has ${missing.length === 1 ? "this column" : "these columns"}, ${part.name} has not`,
      otherwise: undefined,
    };
  });
}
