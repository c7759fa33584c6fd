import { stringify } from "yaml";
import { contractOf } from "../contract-tables.ts";
import type { Proposal, TableProposal } from "./proposal.ts";

/** The proposal as a mapping file: every decision with its reason in a comment. */
export function mappingText(proposal: Proposal): string {
  const { netIncludes } = proposal;
  const lines = [
    '# Proposed by "grounds map". Each column says where it comes from, why, and how sure that is;',
    "# an expression is DuckDB SQL over the file's own columns, all of them text. Look for NOT CERTAIN.",
    "version: 1",
    `name: ${scalar(proposal.name)}`,
    comment("", proposal.currencyReason),
    `currency: ${proposal.currency}`,
    ...(netIncludes ? [comment("", proposal.netReason), `net_includes: [${netIncludes.join(", ")}]`] : []),
    ...(proposal.unused.length > 0 ? [comment("", `Not used: ${proposal.unused.join(", ")}.`)] : []),
    ...proposal.unreadable.map(({ name, why }) => comment("", `Could not be read: ${name}: ${why}`)),
    ...(proposal.missing.length > 0 ? [comment("", `Nothing was found for: ${proposal.missing.join(", ")}.`)] : []),
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
    `    files: [${table.files.map(scalar).join(", ")}]`,
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

/** Names from files may hold anything: a comment stays one line. */
function comment(indent: string, text: string): string {
  return `${indent}# ${text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, "·")}`;
}

function scalar(value: string): string {
  return stringify(value, { lineWidth: 0, defaultStringType: "PLAIN", blockQuote: false }).trim();
}
