import { parse } from "yaml";
import * as z from "zod";
import type { Catalog, Dimension, Measure } from "../domain/catalog.ts";
import { projectErrors } from "../errors/project.ts";

const name = z.string().regex(/^[a-z][a-z0-9_]*$/);

const wording = z.object({ name: name.optional(), label: z.string(), description: z.string() });

const dimensionMeta = z
  .object({
    type: z.enum(["text", "integer", "day", "week", "month", "quarter"]).default("text"),
    cube: z.string().optional(),
    finer: name.optional(),
    wording: wording.optional(),
    boards: z.boolean().optional(),
  })
  .prefault({});

const metricMeta = z.object({
  unit: z.enum(["customers", "orders", "units", "money", "ratio", "number", "count"]),
  additivity: z.enum(["sum", "distinct", "cohort"]).default("sum"),
  better: z.enum(["higher", "lower", "neither"]),
  cube: z.string().optional(),
  discount: z.string().optional(),
  needs: name.optional(),
  lines: name.optional(),
  first_day: z.int().min(0).optional(),
  wording: wording.optional(),
  // Its running total over a cohort's periods, which dbt's semantic layer cannot express: its cumulative metrics add up
  // over the calendar.
  running: z.object({ name, label: z.string(), description: z.string() }).optional(),
});

const semanticModel = z.object({
  name,
  dimensions: z.array(
    z.object({
      name,
      label: z.string(),
      description: z.string(),
      expr: z.string().optional(),
      config: z.object({ meta: dimensionMeta }).prefault({}),
    }),
  ),
  measures: z.array(z.object({ name, expr: z.string() })).default([]),
});

/** A measure by name, alone or with the value of its empty cells. */
const inputMeasure = z.union([
  name,
  z.object({ name, fill_nulls_with: z.int().optional() }).transform((input) => input.name),
]);

const metric = z.object({
  name,
  label: z.string(),
  description: z.string(),
  type: z.enum(["simple", "ratio"]),
  type_params: z.object({ measure: inputMeasure.optional(), numerator: name.optional(), denominator: name.optional() }),
  config: z.object({ meta: metricMeta }),
});

const semanticFile = z.object({ semantic_models: z.array(semanticModel), metrics: z.array(metric) });
type SemanticFile = z.infer<typeof semanticFile>;

const carriers = {
  customers: "customer",
  order_lines: "line",
  coffee_profiles: "profile",
  line_discounts: "discount",
} as const;

/** The catalog in the text of a semantic models file. */
export function parseCatalog(text: string, file: string): Catalog {
  const checked = semanticFile.safeParse(parse(text));
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw projectErrors.catalogInvalid({ file, why: `${issue?.path.join(".")}: ${issue?.message}` });
  }
  return { dimensions: dimensionsOf(checked.data), measures: measuresOf(checked.data) };
}

function dimensionsOf(file: SemanticFile): Dimension[] {
  return file.semantic_models.flatMap((model) =>
    model.dimensions.map(({ name, label, description, expr, config: { meta } }) => ({
      name,
      label,
      description,
      of: carriers[model.name as keyof typeof carriers] ?? "line",
      type: meta.type,
      expression: expr ?? name,
      cube: meta.cube,
      finer: meta.finer,
      wording: meta.wording,
      ...(meta.boards === undefined ? {} : { isOnBoards: meta.boards }),
    })),
  );
}

function measuresOf(file: SemanticFile): Measure[] {
  const expressions = new Map(
    file.semantic_models.flatMap((model) => model.measures.map((measure) => [measure.name, measure.expr])),
  );
  const own = file.metrics.map((metric) => measureOf(metric, expressions));
  const running = file.metrics.flatMap((metric) => {
    const words = metric.config.meta.running;
    return words === undefined ? [] : [{ ...measureOf(metric, expressions), ...words, cumulative: true }];
  });
  return [...own, ...running];
}

function measureOf(metric: SemanticFile["metrics"][number], expressions: ReadonlyMap<string, string>): Measure {
  const { name, label, description, type, type_params: params, config } = metric;
  const { meta } = config;
  return {
    name,
    label,
    description,
    unit: meta.unit,
    additivity: type === "ratio" ? "ratio" : meta.additivity,
    better: meta.better,
    expression: expressions.get(params.measure ?? "") ?? "",
    cumulative: false,
    cube: meta.cube,
    ...(meta.discount === undefined ? {} : { discount: meta.discount }),
    needs: meta.needs,
    lines: meta.lines,
    firstDay: meta.first_day,
    wording: meta.wording,
    numerator: params.numerator,
    denominator: params.denominator,
  };
}
