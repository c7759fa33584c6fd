import type { Depth } from "../../../analysis/coffee-factors.ts";
import { selectFrom } from "../../../query/statement.ts";
import { type Clause, rates } from "./rates.ts";

/** `bag_values`: list value of an average bag by channel, under each combination (bit 0 bag size, 1 profile, 2 price). */
export function productClauses(depth: Depth): readonly Clause[] {
  const isPriced = depth === "net" || depth === "list";
  const at = (field: string) => (side: 0 | 1) => `${field}_${side}`;
  const both = (column: string) =>
    [0, 1].map((side) => `coalesce(sum(${column}) filter (where period = ${side}), 0) as ${column}_${side}`);
  const within = (name: string, by: string) =>
    [0, 1].map((side) => `sum(bags_${side}) over (partition by ${by}) as ${name}_${side}`);
  const price = isPriced
    ? rates("price", (side) => `list_${side} / 100.0`, at("bags"), "partition by bag_size, profile")
    : ["1.0 as price_0", "1.0 as price_1"];
  return [
    [
      "product_sums",
      selectFrom(
        ["channel", "bag_size", "profile", ...both("bags"), ...both("list")],
        ["from product_cells", "group by channel, bag_size, profile"],
      ),
    ],
    [
      "product_nodes",
      selectFrom(
        ["*", ...within("size_bags", "channel, bag_size"), ...within("channel_bags", "channel")],
        ["from product_sums"],
      ),
    ],
    [
      "product_factors",
      selectFrom(
        [
          "channel",
          ...rates("size", at("size_bags"), at("channel_bags")),
          ...rates("profile", at("bags"), at("size_bags")),
          ...price,
        ],
        ["from product_nodes"],
      ),
    ],
    ["bag_values", perBag()],
  ];
}

function perBag(): string {
  const pick = (bit: number, name: string) => `if((combination >> ${bit}) & 1 = 1, ${name}_1, ${name}_0)`;
  return selectFrom(
    ["channel", "combination", `sum(${pick(0, "size")} * ${pick(1, "profile")} * ${pick(2, "price")}) as value`],
    [
      "from product_factors",
      "cross join (select cast(range as integer) as combination from range(8)) as combinations",
      "group by channel, combination",
    ],
  );
}
