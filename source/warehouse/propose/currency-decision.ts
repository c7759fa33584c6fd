import type { CurrencyLines } from "./currency-lines.ts";
import { answered, type Choices, type Decision } from "./decision.ts";
import type { Left } from "./left-out.ts";
import type { LineRates } from "./line-rates.ts";
import type { ColumnProposal } from "./proposal.ts";

/** How amounts of several currencies are added up. */
export interface Currencies {
  /** The currency of the net revenue; undefined if no column names one. */
  readonly main: string | undefined;
  readonly conditions: readonly string[];
  readonly parts: readonly Left[];
  readonly decisions: readonly Decision[];
  /** SQL of an amount in the main currency. */
  readonly inMain: (amount: string) => string;
}

/** What can bring all amounts into one currency. */
interface Conversions {
  /** The currency of the column with all amounts in one, whatever was paid in. */
  readonly converted?: string | undefined;
  readonly rates?: LineRates | undefined;
}

const asIs = (amount: string) => amount;

/**
 * Whether amounts are converted by the rate beside each, or which of several currencies is kept; `all` are the lines in each, the
 * most frequent first.
 */
export function currencyDecision(
  all: readonly CurrencyLines[],
  choices: Choices,
  { converted, rates }: Conversions,
): Currencies {
  const none = { conditions: [], parts: [], decisions: [], inMain: asIs };
  if (converted !== undefined) return { ...none, main: converted };
  const codes = all.map(({ code }) => code);
  const [main] = codes;
  if (main === undefined || codes.length === 1) return { ...none, main };
  const kept = all
    .slice(0, 3)
    .map((lines) => ({ ...lines, id: lines.code, says: `${lines.code} alone`, inMain: undefined }));
  const [first, ...others] = [...(rates?.ways ?? []), ...kept];
  if (first === undefined) return { ...none, main };
  const { decision, option } = answered(choices, {
    id: "currency",
    about: "currency",
    because: rates?.because ?? `amounts of ${codes.slice(0, 5).join(", ")} cannot be added`,
    isShown: false,
    options: [first, ...others],
  });
  if (!("condition" in option)) return { ...none, main: option.code, decisions: [decision], inMain: option.inMain };
  const { condition } = option;
  const left = codes.filter((code) => code !== option.code).join(", ");
  return {
    ...none,
    main: option.code,
    conditions: [condition],
    parts: [{ id: "currency", says: `lines in ${left}`, condition }],
    decisions: [decision],
  };
}

/** A column of amounts in the main currency. */
export function columnInMain<Column extends ColumnProposal | undefined>(
  column: Column,
  { inMain }: Currencies,
): Column {
  return column === undefined ? column : { ...column, expression: inMain(column.expression) };
}
