import { join } from "node:path";
import { expect, it } from "vitest";
import { dimensionOf } from "../../source/domain/catalog.ts";
import { predicate } from "../../source/query/predicate.ts";
import { readCatalog } from "../../source/query/read-catalog.ts";
import { Parameters } from "../../source/query/statement.ts";
import { root } from "../helpers/places.ts";

const catalog = await readCatalog(join(root, "sql"));

function filtered(dimension: string, ...values: readonly string[]) {
  const parameters = new Parameters();
  const sql = predicate({ dimension: dimensionOf(catalog, dimension), op: "in", values }, "x", parameters);
  return { sql, values: parameters.values };
}

it("lists few months one by one, and writes more as a range", () => {
  expect(filtered("acquisition_month", "2024-02")).toEqual({ sql: "x = cast($1 as date)", values: ["2024-02-01"] });
  expect(filtered("acquisition_month", "2023-Q4").values).toEqual(["2023-10-01", "2023-11-01", "2023-12-01"]);
  expect(filtered("acquisition_month", "2024").sql).toMatch(/^x in \((?:cast\(\$\d+ as date\),? ?){12}\)$/);
  expect(filtered("acquisition_month", "2023-12..2024-12")).toEqual({
    sql: "x between cast($1 as date) and cast($2 as date)",
    values: ["2023-12-01", "2024-12-31"],
  });
  expect(filtered("acquisition_quarter", "2024-Q1", "2024-Q3").values).toEqual(["2024-01-01", "2024-07-01"]);
});
