import { kinds, programsWith } from "../query/driver-fields.ts";
import type { CoffeeFactors, Pair } from "./coffee-factors.ts";
import { type Driver, driverOfProgram, driversWith } from "./drivers.ts";
import type { Decomposable } from "./owen.ts";

type State = (name: string) => 0 | 1;

/**
 * The metric tree of DRIVERS, 2 as a function of its factors: m = sum over channels of g f u (sum a b p)
 * (1 - sum sigma delta) (1 - sum iota kappa), less the plug, plus prepaid but undelivered. In the additive form both
 * brackets are one: 1 - sum sigma delta - sum rho.
 */
export function coffeeTree(
  factors: CoffeeFactors,
  drivers: readonly Driver[] = driversWith(factors.layout.programs),
): Decomposable {
  return {
    factors: drivers.map(({ name, group }) => ({ name, group })),
    value: (state) => treeValue(factors, state),
  };
}

function treeValue(factors: CoffeeFactors, state: State): number {
  let sum = 0;
  for (let channel = 0; channel < factors.layout.channels.length; channel += 1) {
    const volume =
      at(factors.mix, state("channel_mix"), channel) *
      at(factors.ordersPerCustomer, state("orders_per_customer"), channel) *
      at(factors.bagsPerOrder, state("bags_per_order"), channel);
    const discounts = discountRate(factors, state, channel);
    const reversals = reversalRate(factors, state, channel);
    const kept = factors.options.additive ? 1 - discounts - reversals : (1 - discounts) * (1 - reversals);
    sum += volume * listPerBag(factors, state, channel) * kept;
  }
  return sum - (factors.plug[state("plug")] ?? 0) + (factors.timing[state("prepayment_timing")] ?? 0);
}

function listPerBag(factors: CoffeeFactors, state: State, channel: number): number {
  let sum = 0;
  for (const [index, product] of factors.layout.products.entries()) {
    if (product.channel !== channel) continue;
    sum +=
      at(factors.sizeShare, state("bag_size"), channel * factors.layout.sizes.length + product.size) *
      at(factors.profileShare, state("coffee_profile"), index) *
      at(factors.price, state("list_price"), index);
  }
  return sum;
}

function discountRate(factors: CoffeeFactors, state: State, channel: number): number {
  return programsWith(factors.layout.programs).reduce((sum, program, index) => {
    const name = driverOfProgram(program);
    const share = at(factors.programShare[index], state(`${name}_share`), channel);
    return sum + share * at(factors.programDepth[index], state(`${name}_depth`), channel);
  }, 0);
}

function reversalRate(factors: CoffeeFactors, state: State, channel: number): number {
  return kinds.reduce((sum, kind, index) => {
    const share = at(factors.kindShare[index], state(`${kind}_share`), channel);
    return sum + share * at(factors.kindSeverity[index], state(`${kind}_severity`), channel);
  }, 0);
}

function at(pair: Pair | undefined, period: 0 | 1, index: number): number {
  return pair?.[period][index] ?? 0;
}
