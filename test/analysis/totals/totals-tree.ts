import type { Decomposable } from "../../../source/analysis/owen.ts";
import { emptyFactors, fillFactors, type TotalsOptions, totalOf } from "../../../source/analysis/totals/factors.ts";
import type { TotalsLayout, TotalsSums } from "../../../source/analysis/totals/sums.ts";

/** The tree as a function of named factors, written out plainly: the reference for the closed forms. */
export function totalsTree(
  layout: TotalsLayout,
  both: readonly [TotalsSums, TotalsSums],
  options: TotalsOptions,
): Decomposable {
  const factors = emptyFactors(layout);
  fillFactors(factors, layout, both, options);
  const { products, programs } = layout;
  const tree = (state: (name: string) => 0 | 1): number => {
    let total = 0;
    for (const [kind] of layout.kinds.entries()) {
      let perUnit = 0;
      for (const [product] of products.entries()) {
        const at = kind * products.length + product;
        perUnit += (factors.mix[state("product_mix")][at] ?? 0) * (factors.price[state("list_price")][at] ?? 0);
      }
      const isPriced = options.depth === "net" || options.depth === "list";
      let discounts = 0;
      for (const [program, name] of programs.entries()) {
        const at = kind * programs.length + program;
        discounts +=
          (factors.share[state(`${name}_share`)][at] ?? 0) * (factors.depth[state(`${name}_depth`)][at] ?? 0);
      }
      const reversed = factors.reversed[state("reversals")][kind] ?? 0;
      const kept = options.isAdditive ? 1 - discounts - reversed : (1 - discounts) * (1 - reversed);
      total +=
        (factors.customers[state("customers")][kind] ?? 0) *
        (factors.orders[state("orders_per_customer")][kind] ?? 0) *
        (factors.units[state("units_per_order")][kind] ?? 0) *
        (isPriced ? perUnit : 1) *
        (options.depth === "net" ? kept : 1);
    }
    return total;
  };
  const plug = [tree(() => 0) - totalOf(layout, both[0], options), tree(() => 1) - totalOf(layout, both[1], options)];
  return {
    factors: [
      { name: "customers", group: "customers" },
      { name: "orders_per_customer", group: "volume" },
      { name: "units_per_order", group: "volume" },
      { name: "product_mix", group: "product_mix" },
      { name: "list_price", group: "list_price" },
      { name: "reversals", group: "reversals" },
      ...programs.flatMap((name) => [
        { name: `${name}_share`, group: name },
        { name: `${name}_depth`, group: name },
      ]),
      { name: "plug", group: "plug" },
    ],
    value: (state) => tree(state) - (plug[state("plug")] ?? 0),
  };
}
