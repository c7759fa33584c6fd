import type { Engine } from "../engine/engine.ts";
import { csvRow } from "../export/csv.ts";
import { listedValue } from "../query/drill-through.ts";
import type { Session } from "./session.ts";

/** Lines of CSV made here from an engine's rows, page by page, because engines would write them differently. */
export function csvOfRows(engine: Pick<Engine, "pages">): Session["lines"] {
  return async function* ({ columns, rows, isRaw }, signal) {
    const encoder = new TextEncoder();
    for await (const page of engine.pages(rows, signal)) {
      const lines = page.rows.map((row) =>
        csvRow(
          columns.map((column, at) => listedValue(column, row[at] ?? null)),
          isRaw,
        ),
      );
      yield { count: lines.length, bytes: encoder.encode(lines.map((line) => `${line}\n`).join("")) };
    }
  };
}
