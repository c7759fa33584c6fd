import { expect, it } from "vitest";
import { buildDocument } from "../../source/export/report/build-document.ts";
import { tinyReport } from "./tiny-report.ts";

it("shows the statements that were run instead of DuckDB's proofs, if another engine answered", async () => {
  const input = await tinyReport();
  const engine = { name: "Trino", version: "476" };
  const [own, there] = [buildDocument(input), buildDocument({ ...input, engine, isSqlAsRun: true })];
  const tablesOf = ({ sections }: typeof own) =>
    sections.flatMap(({ tables, folds }) => [...tables, ...folds.flatMap((fold) => fold.tables)]).map(({ id }) => id);
  expect(tablesOf(there)).toEqual(tablesOf(own));
  const texts = there.sections.flatMap(({ folds }) => folds.flatMap(({ sql }) => sql.map(({ text }) => text)));
  expect(texts.length).toBeGreaterThan(5);
  expect(texts.filter((text) => /range\(|string_split|factorial/.test(text))).toEqual([]);
  const folds = there.sections.flatMap(({ folds: all }) => all).filter(({ sql }) => sql.length > 0);
  expect(new Set(folds.map(({ summary }) => summary))).toEqual(new Set(["SQL that Trino ran for these figures"]));
});
