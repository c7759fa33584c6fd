import type { Engine } from "../engine/engine.ts";
import { listedValue } from "../query/drill-through.ts";
import type { Session } from "./session.ts";

/** Rows written here from an engine's values, page by page, because engines would write them differently. */
export function linesOfRows(engine: Pick<Engine, "pages">): Session["lines"] {
  return async function* ({ columns, rows, writer }, signal) {
    const encoder = new TextEncoder();
    let at = 0;
    for await (const page of engine.pages(rows, signal)) {
      const lines = page.rows.map((row) => {
        const values = columns.map((column, index) => listedValue(column, row[index] ?? null));
        at += 1;
        return `${writer.text(columns, values, at)}\n`;
      });
      yield { count: lines.length, bytes: encoder.encode(lines.join("")) };
    }
  };
}
