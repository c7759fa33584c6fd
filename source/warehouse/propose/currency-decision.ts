import type { CurrencyLines } from "./currency-lines.ts";
import { answered, type Choices, type Decision } from "./decision.ts";
import type { LineRates } from "./line-rates.ts";
import type { ColumnProposal } from "./proposal.ts";
import { noRowsLeftOut, type RowsLeftOut } from "./rows-left-out.ts";
import type { TableRates, TableWay } from "./table-rates.ts";

/** How amounts of several currencies are added up. */
export interface Currencies extends RowsLeftOut {
  /** The currency of the net revenue; undefined if no column names one. */
  readonly main: string | undefined;
  /** SQL of an amount in the main currency, as the mapping has it. */
  readonly inMain: (amount: string) => string;
  /** How a file of rates converts the lines, if it does. */
  readonly byTable?: TableWay | undefined;
}

/** What can bring all amounts into one currency. */
interface Conversions {
  /** The currency of the column with all amounts in one, whatever was paid in. */
  readonly converted?: string | undefined;
  readonly rates?: LineRates | undefined;
  /** Those of a file beside the lines. */
  readonly table?: TableRates | undefined;
  /** Whether the lines are in Grounds' own form, in which an empty currency is the main one. */
  readonly isOwnForm?: boolean;
}

const asIs = (amount: string) => amount;

/**
 * Whether amounts are converted by the rate beside each, or which of several currencies is kept; `all` are the lines in each, the
 * most frequent first.
 */
export function currencyDecision(
  all: readonly CurrencyLines[],
  choices: Choices,
  { converted, rates, table, isOwnForm }: Conversions,
): Currencies {
  const none = { ...noRowsLeftOut, inMain: asIs };
  if (converted !== undefined) return { ...none, main: converted };
  const codes = all.map(({ code }) => code);
  const [main] = codes;
  if (main === undefined || codes.length === 1) return { ...none, main };
  const kept = all.slice(0, 3).flatMap((lines) => keptAlone(lines, isOwnForm === true));
  const [first, ...others] = [...(rates?.ways ?? []), ...(table?.ways ?? []), ...kept];
  if (first === undefined) return { ...none, main };
  const { decision, option } = answered(choices, {
    id: "currency",
    about: "currency",
    because: rates?.because ?? table?.because ?? `amounts of ${codes.slice(0, 5).join(", ")} cannot be added`,
    isShown: rates === undefined && table?.isCertain === true,
    options: [first, ...others],
  });
  if ("table" in option) return byTable(all, option, decision);
  if (!("condition" in option)) return { ...none, main: option.code, decisions: [decision], inMain: option.inMain };
  const { condition } = option;
  return {
    ...none,
    main: option.code,
    conditions: [condition],
    parts: [{ id: "currency", says: leftIn(all, option), condition }],
    decisions: [decision],
  };
}

/** The readings that keep one currency: with the lines that name none, if they count as it, and without them. */
function keptAlone({ code, condition, named }: CurrencyLines, isOwnForm: boolean) {
  const alone = { id: code, says: `${code} alone`, code, condition, inMain: undefined };
  if (named === undefined || isOwnForm) return [alone];
  return [
    { ...alone, says: `${code}, lines without a currency included` },
    { ...alone, id: `named ${code}`, says: `${code}, lines without a currency left out`, condition: named },
  ];
}

/** All lines in the currencies of a file of rates; lines in others are left out. */
function byTable(all: readonly CurrencyLines[], way: TableWay, decision: Decision): Currencies {
  const { code: main, condition } = way;
  const rest = { ...noRowsLeftOut, main, decisions: [decision], inMain: asIs, byTable: way };
  if (condition === undefined) return rest;
  const others = all.filter((lines) => !condition.includes(lines.condition)).map(({ code }) => code);
  const says = `lines in ${others.join(", ")}, without rates`;
  return { ...rest, conditions: [condition], parts: [{ id: "currency", says, condition }] };
}

/** The lines that one currency alone leaves out. */
function leftIn(all: readonly CurrencyLines[], kept: { readonly code: string; readonly condition: string }): string {
  const others = all.filter(({ code }) => code !== kept.code).map(({ code }) => code);
  const isWithoutNone = all.some(({ named, condition }) => named !== undefined && condition !== kept.condition);
  return `lines ${[...(others.length > 0 ? [`in ${others.join(", ")}`] : []), ...(isWithoutNone ? ["without a currency"] : [])].join(" or ")}`;
}

/** A column of amounts in the main currency. */
export function columnInMain<Column extends ColumnProposal | undefined>(
  column: Column,
  { inMain }: Currencies,
): Column {
  return column === undefined ? column : { ...column, expression: inMain(column.expression) };
}
