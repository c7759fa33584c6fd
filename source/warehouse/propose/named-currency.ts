import { moneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import { currenciesOf } from "./number-style.ts";
import type { ProposedLines } from "./propose-lines.ts";
import type { SampledFile } from "./sampled-file.ts";

/** The currencies that a file's values name. A document's number such as `S/20451`, different in every record, is no amount. */
function currenciesIn({ columns }: SampledFile): readonly string[] {
  const isNumber = ({ name, isUnique }: SampledFile["columns"][number]) =>
    isUnique && moneyKind(name) === undefined && /(^|_)(no|nr|num|number|nummer|numero|id|ref)$/.test(normalName(name));
  return columns.filter((facts) => !isNumber(facts)).flatMap(currenciesOf);
}

/** The currency of a proposal: of its lines, or else of any file; the dollar if no value names one. */
export function currencyOf(files: readonly SampledFile[], { currency, group }: ProposedLines) {
  const own = [...new Set(group.flatMap(currenciesIn))];
  const all = [...new Set(files.flatMap(currenciesIn))];
  const [first] = own.length > 0 ? own : all;
  const isOpen = currency === undefined && first === undefined;
  return {
    currency: currency ?? first ?? "USD",
    currencyReason: isOpen ? "NOT CERTAIN: no value names a currency" : "as the values say",
  };
}
