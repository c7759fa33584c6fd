import type { BusinessWords } from "../domain/business-words.ts";
import { usualCurrency } from "../domain/currency.ts";
import type { DataSet } from "../domain/data-set.ts";
import { monthNames } from "../domain/fiscal-year.ts";
import type { OwnDimension } from "../domain/own-dimension.ts";
import { weekdays } from "../domain/week.ts";
import { type DbtResults, readResults } from "../engine/dbt/artifacts.ts";
import type { OwnOfSource } from "../query/description.ts";
import type { Run } from "../query/statement.ts";
import type { TablesAbout } from "../query/tables-data-set.ts";
import type { Mapping } from "../warehouse/mapping/mapping.ts";
import type { TablesFiles } from "./target-choice.ts";

/** What is known about tables besides their rows: from the given mapping, and from dbt's run_results.json. */
export async function readTablesAbout(
  run: Run,
  { mapping: file, artifacts }: TablesFiles,
): Promise<Omit<TablesAbout, "name"> & { readonly own: OwnOfSource }> {
  const [{ readMapping }, { ownMeasuresOf }, { programsNamed, programsOf }] = await Promise.all([
    import("../warehouse/mapping/mapping.ts"),
    import("../warehouse/mapping/own-measures.ts"),
    import("../warehouse/mapping/named-discounts.ts"),
  ]);
  const mapping = file === undefined ? undefined : readMapping(file, "given");
  const dbt = await readResults(artifacts);
  return {
    currency: mapping?.currency ?? usualCurrency,
    fiscal: fiscalOf(mapping),
    weekStart: weekStartOf(mapping, dbt),
    words: await wordsOf(run, mapping),
    builtAt: dbt?.metadata.generated_at ?? "",
    own: {
      dimensions: await ownDimensionsOf(run, mapping, dbt),
      measures: ownMeasuresOf(mapping?.measures),
      programs: dbt?.args.vars.discount_programs ?? programsNamed(programsOf(mapping?.discounts)),
    },
  };
}

function fiscalOf(mapping: Mapping | undefined): DataSet["fiscal"] {
  const { fiscal_year_starts: month, fiscal_year_named_by: namedBy } = mapping ?? {};
  return month && { startMonth: monthNames.indexOf(month) + 1, namedBy: namedBy ?? "end" };
}

function weekStartOf(mapping: Mapping | undefined, dbt: DbtResults | undefined): number | undefined {
  const place = (weekdays as readonly unknown[]).indexOf(mapping?.week_starts ?? dbt?.args.vars.week_starts);
  return place < 0 ? undefined : place;
}

const isCoffeeSql = `select count(*) from bronze.stg_coffee_profiles
where roast is not null or grind is not null or caffeination is not null or method is not null`;

async function wordsOf(run: Run, mapping: Mapping | undefined): Promise<BusinessWords> {
  const { wordRows } = await import("../warehouse/meta/words.ts");
  const [[coffees = 0] = []] = await run({ sql: isCoffeeSql, params: [] });
  const rows = wordRows(mapping, Number(coffees) > 0);
  const nounOf = (name: string) => {
    const [, one = "", many = ""] = rows.find((row) => row[0] === name) ?? [];
    return { one, many };
  };
  return { product: nounOf("product"), unit: nounOf("unit") };
}

type Declared = Pick<OwnDimension, "name" | "label" | "of" | "type" | "parent" | "isWho" | "isInCube">;

async function ownDimensionsOf(
  run: Run,
  mapping: Mapping | undefined,
  dbt: DbtResults | undefined,
): Promise<readonly OwnDimension[]> {
  const [{ labelOf }, { dimensionsSeen }] = await Promise.all([
    import("../warehouse/mapping/own-dimensions.ts"),
    import("../warehouse/meta/own-dimensions.ts"),
  ]);
  const declared =
    mapping?.dimensions === undefined ? fromVars(dbt, labelOf) : fromMapping(mapping.dimensions, labelOf);
  if (declared.length === 0) return [];
  const seen = await dimensionsSeen((sql) => run({ sql, params: [] }));
  return declared.map((one) => {
    const { difference = 0, split = 0 } = seen.get(one.name) ?? {};
    return { ...one, difference, parent: split === 0 ? one.parent : undefined };
  });
}

type LabelOf = (name: string, label: string | undefined) => string;

function fromMapping(dimensions: NonNullable<Mapping["dimensions"]>, labelOf: LabelOf): readonly Declared[] {
  return Object.entries(dimensions).map(([name, { label, of, type, parent, who, cube }]) => ({
    ...{ name, label: labelOf(name, label), of, type: type ?? "text", parent },
    ...{ isWho: who ?? of === "customers", isInCube: cube ?? false },
  }));
}

function fromVars(dbt: DbtResults | undefined, labelOf: LabelOf): readonly Declared[] {
  return (dbt?.args.vars.own_dimensions ?? []).map(({ name, of, type, cube, parent }) => ({
    ...{ name, label: labelOf(name, undefined), of, type, parent },
    ...{ isWho: of === "customers", isInCube: cube },
  }));
}
