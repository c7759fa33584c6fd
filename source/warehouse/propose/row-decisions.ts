import { quoteName, quoteText } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import type { Mark } from "./cancellations.ts";
import { answered, type Choices } from "./decision.ts";
import type { EventLog } from "./event-log.ts";
import type { Hints } from "./hints.ts";
import type { Left } from "./left-out.ts";
import { counted } from "./proposal.ts";
import { baseExpression, type Formula, piecesOf, type Writer } from "./revenue-expression.ts";
import { revenueRows } from "./revenue-rows.ts";
import { isEntryName, isStatusName, revenueWord } from "./revenue-words.ts";
import { isIn, type Part, type RefundColumns } from "./row-part.ts";
import { noRowsLeftOut } from "./rows-left-out.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";
import type { IsMoneyBack } from "./status-part.ts";

/** Status words whose rows all have negative amounts, and the conditions for those rows. */
export async function moneyBackWords(
  asked: Asked,
  writer: Writer,
  base: Formula["base"],
): Promise<{ readonly isMoneyBack: IsMoneyBack; readonly marks: readonly Mark[] }> {
  const found = new Set<string>();
  const marks: Mark[] = [];
  const value = baseExpression(writer, base);
  for (const { name, words } of writer.file.columns.filter(
    (facts) => (isStatusName(facts.name) || isEntryName(facts.name)) && facts.words.length > 1,
  )) {
    const isOfEntries = isEntryName(name);
    if (!isOfEntries && !words.some((word) => ["refunded", "not"].includes(revenueWord(word) ?? ""))) continue;
    const rows = await asked.rows(
      `select word from (select ${quoteName(name)} as word, ${value} as v from ${writer.file.table})
       where word is not null group by word having count(*) filter (where v < 0) >= 0.95 * count(*)`,
    );
    for (const [word] of rows) found.add(`${name}\n${String(word)}`);
    if (isOfEntries) continue;
    const back = rows
      .map(([word]) => String(word))
      .filter((word) => ["refunded", "not"].includes(revenueWord(word) ?? ""));
    if (back.length === 0) continue;
    const condition = `${sqlName(name, writer.reserved)} in (${back.map(quoteText).join(", ")})`;
    marks.push({ condition, says: `${name} ${back.join(", ")}` });
  }
  return { isMoneyBack: (column, word) => found.has(`${column}\n${word}`), marks };
}

/** How a file marks lines that take something back: by negative quantities, by the kind of entry, by a status. */
export function marksOf(
  writer: Writer,
  refunds: { readonly condition: string; readonly words: readonly string[] } | undefined,
  statuses: readonly Mark[],
): readonly Mark[] {
  const { quantity } = writer.scene;
  return [
    ...(quantity === undefined
      ? []
      : [{ condition: `${piecesOf(writer, quantity)} < 0`, says: `${quantity} is below zero` }]),
    ...(refunds === undefined ? [] : [{ condition: refunds.condition, says: `rows of ${refunds.words.join(", ")}` }]),
    ...statuses,
  ];
}

/** Which rows are revenue, by statuses, stages, kinds of entries, flags and dates of cancellation. */
export function rowsDecision(
  file: SampledFile,
  reserved: ReadonlySet<string>,
  hints: Hints | undefined,
  refunds: RefundColumns,
  isMoneyBack: IsMoneyBack,
  choices: Choices,
  log?: EventLog | undefined,
  charges: readonly Part[] = [],
) {
  const rows = revenueRows(file, reserved, hints, refunds, isMoneyBack, log, charges);
  const all = { id: "all", says: "every row", conditions: [] as readonly string[] };
  const strict = {
    id: "revenue",
    says: `without ${[...rows.leftOut, ...rows.doubts].join("; ")}`,
    conditions: [...rows.conditions, ...rows.doubtful],
  };
  const wide = { id: "with-doubtful", says: `without ${rows.leftOut.join("; ")}`, conditions: rows.conditions };
  const narrow = {
    id: "without-unsaid",
    says: `without ${[...rows.leftOut, ...rows.doubts, ...rows.keptWords].join("; ")}`,
    conditions: [...strict.conditions, ...rows.kept],
  };
  const apart = rows.keptApart.map(({ condition, words }) => ({
    id: `without ${words}`,
    says: `without ${[...rows.leftOut, ...rows.doubts, words].join("; ")}`,
    conditions: [...strict.conditions, condition],
  }));
  const guessed = accountOptions(log, strict, reserved);
  const hasDoubts = rows.doubtful.length > 0;
  const hasKept = rows.kept.length > 0;
  const [first, ...others] = [
    ...(guessed ?? (strict.conditions.length > 0 ? [strict] : [])),
    ...(hasDoubts && rows.conditions.length > 0 ? [wide] : []),
    ...(hasKept ? [narrow, ...apart] : []),
  ];
  // If nothing is certain to be left out, taking every row is the first option.
  const options =
    first === undefined
      ? undefined
      : first === narrow
        ? ([all, narrow, ...apart] as const)
        : ([first, ...others, all] as const);
  if (options === undefined) return { ...noRowsLeftOut, refunds: rows.refunds };
  const { decision, option } = answered(choices, {
    id: "rows",
    about: "rows that are revenue",
    because:
      guessed !== undefined
        ? "both sides of the journal balance, and no account is named as sales"
        : rows.isDocumented && !hasDoubts
          ? `documented: ${hints?.documentation ?? ""}`
          : hasDoubts
            ? `${rows.doubts.join("; ")} may or may not become revenue`
            : hasKept
              ? `${rows.keptWords.join("; ")} may or may not be revenue`
              : "by the words of the column",
    isShown: rows.isDocumented && !hasDoubts,
    options,
  });
  const parts: readonly Left[] =
    option.conditions.length === 0
      ? []
      : [{ id: "rows", says: option.says.replace(/^without /, ""), condition: option.conditions.join(" and ") }];
  return { conditions: option.conditions, parts, decisions: [decision], refunds: rows.refunds };
}

/** An option per account that could be sales; undefined if nothing is to choose. */
function accountOptions(
  log: EventLog | undefined,
  strict: { readonly says: string; readonly conditions: readonly string[] },
  reserved: ReadonlySet<string>,
) {
  if (log?.couldBe === undefined) return undefined;
  const [taken] = log.sales;
  const own = log.couldBe.map((word) => ({
    id: word,
    says: word === taken ? strict.says : `${log.column} ${word} alone`,
    conditions: word === taken ? strict.conditions : [isIn(sqlName(log.column, reserved), [word])],
  }));
  return own.toSorted((a, b) => Number(b.id === taken) - Number(a.id === taken));
}

/** Refunds booked as rows with positive amounts are deducted; those with negative amounts are already. */
export async function signDecision(
  asked: Asked,
  writer: Writer,
  base: Formula["base"],
  refunds: { readonly condition: string; readonly words: readonly string[] } | undefined,
  choices: Choices,
) {
  if (refunds === undefined) return { negated: undefined, decisions: [] };
  const value = baseExpression(writer, base);
  const [positive = 0, negative = 0] = await asked.numbers(
    `select count(*) filter (where v > 0), count(*) filter (where v < 0) from (select ${value} as v from ${writer.file.table} where ${refunds.condition})`,
  );
  if (positive === 0 || negative > 0.05 * positive) return { negated: undefined, decisions: [] };
  const { decision, option } = answered(choices, {
    id: "signs",
    about: `rows of ${refunds.words.join(", ")}`,
    because: `${counted(positive)} rows of refunds have positive amounts`,
    isShown: false,
    options: [
      { id: "off", says: "taken off", negated: refunds.condition as string | undefined },
      { id: "as-is", says: "added as they are", negated: undefined },
    ],
  });
  return { negated: option.negated, decisions: [decision] };
}
