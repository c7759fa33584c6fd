import { numbers } from "../analysis/random-cells.ts";

export type Cell = string | null;

/** A dimension of a random source: its mapping, and the value of each record that has it. */
export interface RandomDimension {
  readonly name: string;
  readonly of: "lines" | "customers" | "products";
  readonly type: "text" | "integer";
  readonly parent: string | undefined;
  readonly values: readonly Cell[];
}

export interface RandomSource {
  readonly files: Readonly<Record<string, string>>;
  readonly dimensions: readonly RandomDimension[];
  readonly lines: readonly {
    readonly customer: number;
    readonly product: number;
    readonly day: string;
    readonly cents: number;
  }[];
  /** The value of a dimension on an order line. */
  valueOn(dimension: RandomDimension, line: number): Cell;
}

const sizes = { lines: 300, customers: 60, products: 12 } as const;

/** Names that a person may give, including words used by SQL and the program's own statements. */
const oddNames = [
  "name",
  "value",
  "status",
  "state",
  "type",
  "year",
  "daypart",
  "shift",
  "time",
  "position",
  "values",
  "unit",
  "period",
  "bucket",
  "customer",
  "line",
  "lines",
  "cells",
  "cohorts",
  "total",
  "key",
  "amount",
  "rest",
  "profile",
  "channel",
];
const texts = [
  "",
  "A",
  "a",
  "b c",
  "ß",
  "-",
  "0",
  "(none)",
  "x,y",
  'q"q',
  "it's",
  "none",
  "unknown",
  "12",
  "Zürich",
  "=1+1",
];

/** A source with 1 to 50 own dimensions: random owners, types, parents and values. */
export function randomSource(seed: number): RandomSource {
  const next = numbers(seed * 7919);
  const below = (count: number) => Math.floor(next() * count);
  const dimensions = Array.from({ length: 1 + below(50) }, (_, index): RandomDimension => {
    const of = (["lines", "customers", "products"] as const)[below(3)] ?? "lines";
    const type = below(3) === 0 ? "integer" : "text";
    const pool = Array.from({ length: 1 + below(12) }, () => randomCell(type, below));
    const values = Array.from({ length: sizes[of] }, () => pool[below(pool.length)] ?? null);
    return { name: oddNames[index] ?? `d_${index}`, of, type, parent: undefined, values };
  });
  const withParents = dimensions.map((one, index) => {
    const coarser = dimensions.slice(0, index).filter(({ of }) => one.of !== "customers" || of === "customers");
    return below(2) === 0 ? one : { ...one, parent: coarser[below(coarser.length)]?.name };
  });
  const lines = Array.from({ length: sizes.lines }, () => ({
    customer: below(sizes.customers),
    product: below(sizes.products),
    day: new Date(Date.UTC(2024, 0, 1 + below(500))).toISOString().slice(0, 10),
    cents: below(20_000) - 1000,
  }));
  return {
    files: filesOf(withParents, lines),
    dimensions: withParents,
    lines,
    valueOn: ({ of, values }, line) => values[of === "lines" ? line : placeOf(of, lines[line])] ?? null,
  };
}

function placeOf(of: "customers" | "products", line: RandomSource["lines"][number] | undefined): number {
  return (of === "customers" ? line?.customer : line?.product) ?? -1;
}

function randomCell(type: RandomDimension["type"], below: (count: number) => number): Cell {
  if (below(6) === 0) return null;
  if (type === "integer") return String(below(2000) - 500);
  return (texts[below(texts.length)] ?? "") || null;
}

function filesOf(
  dimensions: readonly RandomDimension[],
  lines: RandomSource["lines"],
): Readonly<Record<string, string>> {
  const own = (of: RandomDimension["of"]) => dimensions.filter((one) => one.of === of);
  const row = (of: RandomDimension["of"], index: number) => own(of).map(({ values }) => values[index] ?? null);
  const table = (of: RandomDimension["of"], head: readonly string[], rows: readonly (readonly Cell[])[]) =>
    [[...head, ...own(of).map(({ name }) => `col ${name}`)], ...rows]
      .map((cells) => cells.map(csvCell).join(","))
      .join("\n");
  return {
    "transactions.csv": table(
      "lines",
      ["transaction_id", "customer_id", "transacted_at", "net_revenue", "product_id"],
      lines.map(({ customer, product, day, cents }, index) => [
        ...[`t${index}`, `c${customer}`, day, (cents / 100).toFixed(2), `p${product}`],
        ...row("lines", index),
      ]),
    ),
    "customers.csv": table(
      "customers",
      ["customer_id"],
      Array.from({ length: sizes.customers }, (_, index) => [`c${index}`, ...row("customers", index)]),
    ),
    "products.csv": table(
      "products",
      ["product_id"],
      Array.from({ length: sizes.products }, (_, index) => [`p${index}`, ...row("products", index)]),
    ),
    "grounds.yml": `version: 1\ndimensions:\n${dimensions.map(entryOf).join("")}`,
  };
}

function csvCell(cell: Cell): string {
  return cell === null ? "" : `"${cell.replaceAll('"', '""')}"`;
}

function entryOf({ name, of, type, parent }: RandomDimension, index: number): string {
  const cube = index < 2 ? ", cube: true" : "";
  return `  ${name}: { of: ${of}, column: col ${name}, type: ${type}${parent === undefined ? "" : `, parent: ${parent}`}${cube} }\n`;
}
