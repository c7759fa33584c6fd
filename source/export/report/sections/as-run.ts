import type { Fold, ReportSection } from "../document.ts";
import { withLiterals } from "../sql-literal.ts";
import type { ReportContext } from "./context.ts";

/**
 * A section with the statements that were run instead of those that prove its tables: the proofs are DuckDB SQL, which does
 * not run on another engine.
 */
export function asRun({ investigation, input }: ReportContext, section: ReportSection): ReportSection {
  const step = investigation.steps.find(({ id }) => section.id === `step-${id.replaceAll("_", "-")}`);
  const tables = section.folds.filter((fold) => fold.tables.length > 0).map((fold): Fold => ({ ...fold, sql: [] }));
  const [table] = [...section.tables, ...tables.flatMap((fold) => fold.tables)];
  if (step === undefined || table === undefined) return { ...section, folds: tables };
  const sql = [...step.sql, ...(step.beside?.sql ?? [])].map((statement) => ({
    tableId: table.id,
    text: withLiterals(statement),
  }));
  const engine = input.engine?.name ?? "the engine";
  return { ...section, folds: [...tables, { summary: `SQL that ${engine} ran for these figures`, tables: [], sql }] };
}
