import { stringify } from "yaml";
import { contractOf } from "../mapping/contract-tables.ts";
import { mappedDecision } from "./assumption.ts";
import type { Proposal, ProposedJoin, TableProposal, WeighedDecision } from "./proposal.ts";

/** The proposal as a mapping file: every decision with its reason in a comment. */
export function mappingText(proposal: Proposal): string {
  const lines = [
    '# Proposed by "grounds map". Each column says where it comes from, why, and how sure that is;',
    "# an expression is DuckDB SQL over the file's own columns, all of them text. Look for NOT CERTAIN.",
    "version: 1",
    `name: ${scalar(proposal.name)}`,
    comment("", proposal.currencyReason),
    `currency: ${proposal.currency}`,
    ...(proposal.netBefore.length > 0
      ? [comment("", "Taken off the lines' net revenue."), `net_before: [${proposal.netBefore.join(", ")}]`]
      : []),
    ...(proposal.unused.length > 0 ? [comment("", `Not used: ${proposal.unused.join(", ")}.`)] : []),
    ...proposal.unreadable.map(({ name, why }) => comment("", `Could not be read: ${name}: ${why}`)),
    ...(proposal.missing.length > 0 ? [comment("", `Nothing was found for: ${proposal.missing.join(", ")}.`)] : []),
    ...decisionLines(proposal.decisions),
    ...discountLines(proposal.discounts),
    "tables:",
    ...proposal.tables.flatMap(tableLines),
  ];
  return `${lines.join("\n")}\n`;
}

function tableLines(table: TableProposal): readonly string[] {
  const order = contractOf(table.table).columns;
  const columns = [...table.columns].sort((a, b) => order.indexOf(a.column) - order.indexOf(b.column));
  return [
    ...table.notes.map((note) => comment("  ", note)),
    `  ${table.table}:`,
    `    ${table.joins.length > 0 ? "from" : "files"}: [${table.files.map(scalar).join(", ")}]`,
    ...(table.fillDown.length > 0 ? [`    fill_down: [${table.fillDown.map(flow).join(", ")}]`] : []),
    ...(table.lists.length > 0 ? [`    lists: [${table.lists.map(flow).join(", ")}]`] : []),
    ...(table.periods
      ? [
          `    periods: { date: ${flow(table.periods.date)}, amount: ${flow(table.periods.amount)}, columns: [${table.periods.columns.map(flow).join(", ")}] }`,
        ]
      : []),
    ...otherNameLines(table),
    ...(table.joins.length > 0 ? ["    join:", ...table.joins.map((join) => `      - ${joinText(join)}`)] : []),
    ...(table.fill
      ? [`    fill: { by: ${flow(table.fill.by)}, columns: [${table.fill.columns.map(flow).join(", ")}] }`]
      : []),
    ...(table.hasGuests ? ["    guests: true"] : []),
    ...(table.tableName ? [`    table: ${scalar(table.tableName)}`] : []),
    ...(table.filter ? [`    filter: ${scalar(table.filter)}`] : []),
    ...(table.distinctOn ? [`    distinct_on: ${table.distinctOn}`] : []),
    "    columns:",
    ...columns.flatMap((column) => [
      comment(
        "      ",
        `${column.confidence}: ${column.reason}${column.others.length > 0 && column.confidence === "unclear" ? `; could also be ${column.others.slice(0, 4).join(", ")}` : ""}`,
      ),
      `      ${column.column}: ${scalar(column.expression)}`,
    ]),
  ];
}

/** What some of the files call a column, by the name that the expressions use. */
function otherNameLines({ otherNames }: TableProposal): readonly string[] {
  const names = Object.entries(otherNames).map(([as, others]) => `${flow(as)}: [${others.map(flow).join(", ")}]`);
  return names.length === 0 ? [] : [`    other_names: { ${names.join(", ")} }`];
}

/** Each discount of the lines by its name. */
function discountLines(discounts: Proposal["discounts"]): readonly string[] {
  if (discounts.length === 0) return [];
  return [
    "discounts:",
    ...discounts.flatMap(({ reason, name, amount, sign }) => [
      comment("  ", reason),
      `  - { name: ${flow(name)}, amount: ${flow(amount)}, sign: ${sign} }`,
    ]),
  ];
}

function joinText({ file, on, addUp }: ProposedJoin): string {
  const pairs = on.map(({ own, key }) => (own === key ? flow(own) : `{ own: ${flow(own)}, key: ${flow(key)} }`));
  const by = pairs.length === 1 ? pairs.join() : `[${pairs.join(", ")}]`;
  const sums = Object.entries(addUp ?? {}).map(([name, sql]) => `${flow(name)}: ${flow(sql)}`);
  return `{ file: ${flow(file)}, on: ${by}${sums.length > 0 ? `, add_up: { ${sums.join(", ")} }` : ""} }`;
}

/** Each decision as an entry: what was taken, why, and its effect on the numbers. */
function decisionLines(decisions: readonly WeighedDecision[]): readonly string[] {
  if (decisions.length === 0) return [];
  const entries = decisions
    .map(mappedDecision)
    .flatMap((decision) => [
      `  - about: ${scalar(decision.about)}`,
      `    taken: ${scalar(decision.taken)}`,
      ...(decision.net_revenue === undefined ? [] : [`    net_revenue: ${scalar(decision.net_revenue)}`]),
      ...(decision.because === undefined ? [] : [`    because: ${scalar(decision.because)}`]),
      ...(decision.effect === undefined ? [] : [`    effect: ${scalar(decision.effect)}`]),
      ...(decision.assumption === true ? ["    assumption: true"] : []),
      ...(decision.otherwise === undefined
        ? []
        : [
            "    otherwise:",
            ...decision.otherwise.map(
              (other) => `      - { reading: ${flow(other.reading)}, net_revenue: ${flow(other.net_revenue ?? "")} }`,
            ),
          ]),
    ]);
  const isOpen = decisions.some(({ isAssumption }) => isAssumption);
  return [
    ...(isOpen
      ? [
          comment("", "Set to true once someone who knows the data has checked the assumptions below."),
          "confirmed: false",
        ]
      : []),
    "decisions:",
    ...entries,
  ];
}

/** Quoted, for use within braces. */
function flow(value: string): string {
  return JSON.stringify(value);
}

/** Names from files may contain anything; a comment stays on one line. */
function comment(indent: string, text: string): string {
  return `${indent}# ${text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, "·")}`;
}

function scalar(value: string): string {
  return stringify(value, { lineWidth: 0, defaultStringType: "PLAIN", blockQuote: false }).trim();
}
