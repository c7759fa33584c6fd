import { basename } from "node:path";
import type { Statement } from "../../domain/cohort.ts";
import type { DataSet } from "../../domain/data-set.ts";
import { version } from "../../version.ts";
import { withLiterals } from "../report/sql-literal.ts";
import { mostCharacters } from "./cells.ts";
import type { NamedSheet } from "./workbook.ts";

/** A statement that runs as written, and what it computes. */
interface NamedSql {
  readonly name: string;
  readonly text: string;
}

/** The background of an answer, for its workbook: the SQL, the input files, and what else a reader must know. */
export function backgroundSheets(statements: readonly Statement[], dataSet: DataSet): readonly NamedSheet[] {
  const sql = statements.map((one, index) => ({ name: `statement ${index + 1}`, text: withLiterals(one) }));
  return [sqlSheet(sql), inputsSheet(dataSet), aboutSheet(dataSet)];
}

/** One statement per row; a statement longer than a cell continues in the next row. */
export function sqlSheet(statements: readonly NamedSql[]): NamedSheet {
  const rows = statements.flatMap(({ name, text }) => partsOf(text).map((part) => [name, part]));
  const columns = [
    { name: "gives", unit: "text" as const },
    { name: "sql", unit: "text" as const, isWrapped: true, width: 120 },
  ];
  return { name: "SQL", sheet: { columns, rows, hasFilter: false } };
}

/** A text in parts that fit in a cell, cut at line ends. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  for (const line of text.split("\n").flatMap((one) => one.match(/.{1,30000}/gs) ?? [""])) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length < mostCharacters) parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts;
}

/** The files that were read, with what identifies their contents. */
export function inputsSheet({ inputs }: DataSet): NamedSheet {
  const columns = [
    { name: "table", unit: "text" as const },
    { name: "file", unit: "text" as const },
    { name: "rows", unit: "count" as const },
    { name: "sha256", unit: "text" as const },
  ];
  const rows = inputs.map(({ table, file, rows: count, sha256 }) => [table, basename(file), count, sha256]);
  return { name: "Inputs", sheet: { columns, rows } };
}

/** The data set, the version, and the assumptions of the mapping. */
function aboutSheet(dataSet: DataSet): NamedSheet {
  const { name, isSynthetic, from, to, currency, assumptions } = dataSet;
  const rows = [
    ["data set", isSynthetic ? "synthetic demo set" : basename(name)],
    ["data from", from],
    ["data to", to],
    ["currency", currency],
    ["Grounds", version],
    ...assumptions.map((text) => ["assumption", text.replace(/^assumption: /, "")]),
  ];
  const columns = [
    { name: "what", unit: "text" as const },
    { name: "value", unit: "text" as const, isWrapped: true, width: 100 },
  ];
  return { name: "About", sheet: { columns, rows, hasFilter: false } };
}
