import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { moneyKind } from "./money-names.ts";
import { numberShare } from "./number-style.ts";
import { type Gap, type Missing, type TableProposal, tableOf } from "./proposal.ts";
import type { NotLines } from "./propose-lines.ts";
import { isQuantityName } from "./quantity-names.ts";
import type { SampledFile } from "./sampled-file.ts";

/** The file that lacks the least of what order lines need. */
export function nearest(lacking: readonly NotLines[]): NotLines | undefined {
  return lacking.toSorted((a, b) => a.missing.length - b.missing.length)[0];
}

/** By content alone: amounts are numbers, dates can be read as dates, customers repeat. */
export function couldBe({ columns, records }: SampledFile, role: Missing): readonly ColumnFacts[] {
  const filled = columns.filter((facts) => facts.filled > 0.5 * records);
  if (role === "date") return filled.filter((facts) => dateShare(facts) > 0.5);
  if (role === "amount")
    return filled.filter(
      (facts) => numberShare(facts) > 0.9 && dateShare(facts) < 0.5 && !(facts.isUnique && facts.whole === 1),
    );
  const repeating = filled.filter(
    (facts) =>
      !facts.isUnique &&
      facts.different > 0.01 &&
      dateShare(facts) < 0.5 &&
      moneyKind(facts.name) === undefined &&
      !isQuantityName(facts.name) &&
      facts.words.length !== 1,
  );
  // The more values, the likelier they are people; products, shops and statuses have fewer.
  return repeating.toSorted((a, b) => b.different - a.different);
}

/** Which of customer, date and amount is missing in the nearest file, each with the columns that it could be. */
export function gapsOf({ file, missing }: NotLines): readonly Gap[] {
  return missing.map((role) => ({
    role,
    file: file.name,
    lines: file.table,
    likely: couldBe(file, role).map(({ name }) => name),
  }));
}

/** The order lines of a file as far as they are known. */
export function linesWithGaps({ file, known }: NotLines): TableProposal {
  return tableOf("transactions", [file], { columns: known });
}
