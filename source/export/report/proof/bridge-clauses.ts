import type { Investigation } from "../../../analysis/investigation.ts";
import { countedKinds, investigatedDepth } from "../../../analysis/investigation-metric.ts";
import { kinds, programsWith } from "../../../query/driver-fields.ts";
import { selectFrom } from "../../../query/statement.ts";
import { cellStatements } from "./cell-statements.ts";
import { productClauses } from "./product-clauses.ts";
import { metricSum } from "./proof-terms.ts";
import { type Clause, rates, sides } from "./rates.ts";

/**
 * The metric tree (DRIVERS, 2) in SQL: `factors` per channel, `bag_values` per channel and coalition of product groups, and
 * `pieces`, the product of each channel under each of the 512 coalitions of the nine groups.
 */
export function bridgeClauses(investigation: Investigation): readonly Clause[] {
  const { channels, products } = cellStatements(investigation);
  return [
    ["channel_cells", channels],
    ["product_cells", products],
    ["sums", channelSums(investigation.programs)],
    ["form", additiveForm(investigation)],
    ["factors", factorColumns(investigation)],
    ...productClauses(investigatedDepth(investigation.question.metric)),
    ["pieces", piecesOf(investigation.programs)],
    ["totals", totalsOf(investigation)],
  ];
}

function channelSums(own: readonly string[] = []): string {
  const fields = [
    "customers",
    "orders",
    "bags",
    "list",
    ...programsWith(own).flatMap((name) => [`list_on_${name}`, `discount_${name}`]),
  ];
  const all = [...fields, ...kinds.flatMap((kind) => [`reversed_${kind}`, `reversal_${kind}`])];
  const both = all.flatMap((field) =>
    sides.map((side) => `coalesce(sum(${field}) filter (where period = ${side}), 0) as ${field}_${side}`),
  );
  return selectFrom(["channel", ...both], ["from channel_cells", "group by channel"]);
}

/** List value less discounts in one period. */
function billed(side: 0 | 1, own: readonly string[]): string {
  return `(${[`list_${side}`, ...programsWith(own).map((name) => `discount_${name}_${side}`)].join(" - ")})`;
}

/** Whether any channel billed nothing or reversed more than it billed; reversals are then shares of list value. */
function additiveForm({ question, programs: own = [] }: Investigation): string {
  const broken = sides.flatMap((side) => {
    const reversed = countedKinds(question.switches).map((kind) => `reversal_${kind}_${side}`);
    return [
      `(list_${side} <> 0 and ${billed(side, own)} <= 0)`,
      `${reversed.length > 0 ? reversed.join(" + ") : "0"} > greatest(${billed(side, own)}, 0)`,
    ];
  });
  return selectFrom([`bool_or(${broken.join(" or ")}) as is_additive`], ["from sums"]);
}

function factorColumns({ question, programs: own = [] }: Investigation): string {
  const depth = investigatedDepth(question.metric);
  const at = (field: string) => (side: 0 | 1) => `${field}_${side}`;
  const isNet = depth === "net";
  const discounts = programsWith(own).flatMap((name) =>
    isNet
      ? [
          ...rates(`share_${name}`, at(`list_on_${name}`), at("list")),
          ...rates(`depth_${name}`, at(`discount_${name}`), at(`list_on_${name}`), ""),
        ]
      : zeros([`share_${name}`, `depth_${name}`]),
  );
  const reversals = kinds.flatMap((kind) =>
    isNet && countedKinds(question.switches).includes(kind)
      ? [
          ...rates(
            `share_${kind}`,
            (side) => `if(is_additive, reversal_${kind}_${side}, reversed_${kind}_${side})`,
            (side) => `if(is_additive, list_${side}, ${billed(side, own)})`,
          ),
          ...rates(
            `severity_${kind}`,
            (side) => `if(is_additive, 1, reversal_${kind}_${side})`,
            (side) => `if(is_additive, 1, reversed_${kind}_${side})`,
            "",
          ),
        ]
      : zeros([`share_${kind}`, `severity_${kind}`]),
  );
  return selectFrom(
    [
      "channel",
      "is_additive",
      ...sides.map(
        (side) => `coalesce(customers_${side} / nullif(sum(customers_${side}) over (), 0), 0) as mix_${side}`,
      ),
      ...rates("orders", at("orders"), at("customers")),
      ...rates("bags", at(depth === "orders" ? "orders" : "bags"), at("orders")),
      ...discounts,
      ...reversals,
    ],
    ["from sums", "cross join form"],
  );
}

function zeros(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => sides.map((side) => `0.0 as ${name}_${side}`));
}

/**
 * Bits of a coalition: 0 mix, 1 volume, 2 bag size, 3 profile, 4 price, 5 welcome, 6 prepaid, 7 other discounts and the
 * source's own programs, 8 reversals.
 */
function piecesOf(own: readonly string[] = []): string {
  const pick = (bit: number, write: (side: 0 | 1) => string) =>
    `if((mask >> ${bit}) & 1 = 1, ${write(1)}, ${write(0)})`;
  const product = (name: string) => (side: 0 | 1) => `share_${name}_${side} * depth_${name}_${side}`;
  const prepaid = (side: 0 | 1) =>
    ["prepaid_3", "prepaid_6", "prepaid_12"].map((name) => product(name)(side)).join(" + ");
  const others = (side: 0 | 1) => ["other", ...own].map((name) => product(name)(side)).join(" - ");
  const reversed = (side: 0 | 1) => kinds.map((kind) => `share_${kind}_${side} * severity_${kind}_${side}`).join(" + ");
  return selectFrom(
    [
      "mask",
      "channel",
      "is_additive",
      "factorial(bit_count(mask)) * factorial(8 - least(bit_count(mask), 8)) / factorial(9) as weight",
      `${pick(0, (side) => `mix_${side}`)} as mix`,
      `${pick(1, (side) => `orders_${side} * bags_${side}`)} as volume`,
      "coalesce(bag_values.value, 0) as per_bag",
      `1 - ${pick(5, product("welcome"))} - ${pick(6, prepaid)} - ${pick(7, others)} as kept`,
      `${pick(8, reversed)} as reversed`,
      "mix * volume * per_bag as front",
      "if(is_additive, kept - reversed, kept * (1 - reversed)) as back",
    ],
    [
      "from factors",
      "cross join (select cast(range as integer) as mask from range(512)) as masks",
      "left join bag_values using (channel)",
      "where bag_values.combination is null or bag_values.combination = (mask >> 2) & 7",
    ],
  );
}

/** The metric, and what was prepaid but not delivered, per customer of both periods. */
function totalsOf(investigation: Investigation): string {
  const { question } = investigation;
  const isCash = question.switches.prepaid === "cash" && investigatedDepth(question.metric) === "net";
  return selectFrom(
    sides.flatMap((side) => {
      const customers = `sum(customers) filter (where period = ${side})`;
      const timing = isCash ? `sum(deferred) filter (where period = ${side}) / 100.0 / ${customers}` : "0.0";
      return [`${metricSum(investigation, side)} / ${customers} as metric_${side}`, `${timing} as timing_${side}`];
    }),
    ["from channel_cells"],
  );
}
