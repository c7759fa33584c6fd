import { type BusinessWords, worded } from "../domain/business-words.ts";
import { questionErrors } from "../errors/question.ts";
import type { UsageError } from "../errors.ts";
import { type Kind, kinds } from "../query/driver-fields.ts";
import type { Depth } from "./coffee-factors.ts";
import type { Switches } from "./investigation.ts";

export interface Metric {
  readonly depth: Depth;
  /** In sentences: "net revenue per customer", with `{units}` for the business's own. */
  readonly label: string;
  readonly format: "money" | "decimal";
}

const metrics: Readonly<Record<Depth, Metric>> = {
  net: { depth: "net", label: "net revenue per customer", format: "money" },
  list: { depth: "list", label: "list revenue per customer", format: "money" },
  bags: { depth: "bags", label: "{units} per customer", format: "decimal" },
  orders: { depth: "orders", label: "orders per customer", format: "decimal" },
};

const names: Readonly<Record<string, Depth>> = {
  net_revenue: "net",
  net_revenue_per_customer: "net",
  list_revenue: "list",
  list_revenue_per_customer: "list",
  bags: "bags",
  bags_per_customer: "bags",
  units: "bags",
  units_per_customer: "bags",
  orders: "orders",
  orders_per_customer: "orders",
};

/** The number format of a metric of that depth. */
export function formatOf(depth: Depth): Metric["format"] {
  return metrics[depth].format;
}

/** The metric tree of a measure of the catalog; undefined for one that has none. */
export function treeMetric(name: string): Metric | undefined {
  const depth = Object.hasOwn(names, name) ? names[name] : undefined;
  return depth && metrics[depth];
}

/** The metric tree of a measure of the catalog, in the business's words; throws UsageError for one that has no tree. */
export function investigatedMetric(name: string, business: BusinessWords): Metric {
  const metric = treeMetric(name);
  if (metric) return { ...metric, label: worded(metric.label, business) };
  throw noSuchMetric(name);
}

/** How far down the tree an investigated measure goes. */
export function investigatedDepth(name: string): Depth {
  const metric = treeMetric(name);
  if (metric) return metric.depth;
  throw noSuchMetric(name);
}

/** For a name that is not a measure, or a measure whose change the caller cannot explain without a tree. */
export function noSuchMetric(name: string): UsageError {
  return questionErrors.noMetric({ name });
}

/** Kinds of reversal that reduce net revenue under the switches. */
export function countedKinds({ replacements }: Switches): readonly Kind[] {
  return kinds.filter((kind) => kind !== "replacement" || replacements === "contra");
}
