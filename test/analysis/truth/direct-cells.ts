import type { CellLayout, Cells, PeriodCells } from "../../../source/analysis/period-cells.ts";
import { planAcquisitions } from "../../../source/generate/acquisition.ts";
import { secondsPerDay } from "../../../source/generate/calendar.ts";
import { quarters, reversalDays, subscribersOf, windowDays } from "../../../source/generate/counterfactuals.ts";
import { live } from "../../../source/generate/life.ts";
import type { Line, Recorder } from "../../../source/generate/order.ts";
import type { Scenario } from "../../../source/generate/scenario.ts";
import { personOf, type World, worldOf } from "../../../source/generate/world.ts";
import { type Field, fieldAt, fields, type Program } from "../../../source/query/driver-fields.ts";

/**
 * The cells of the home question straight from the simulated customers, each a unit: the same as files, warehouse and SQL
 * must give, a hundred times faster, so that many data sets can be judged.
 */
export function directCells(scenario: Scenario, seed: number, customers: number): Cells {
  const world = worldOf(scenario, seed);
  const planning = planAcquisitions(scenario, { customers, seed, span: world.span });
  let planned = planning.next();
  while (!planned.done) planned = planning.next();
  const plan = planned.value;
  const layout = layoutOf(world);
  const period = (quarter: { from: string; until: string }): PeriodCells => {
    const tally = new Tally(world, layout);
    for (const index of subscribersOf(plan, quarter)) {
      const person = personOf(world, plan, index);
      tally.next(person.channel);
      live(world, plan, person, person.acquiredAt + windowDays * secondsPerDay, tally);
      tally.close();
    }
    return tally.cells();
  };
  return { layout, periods: [period(quarters.base), period(quarters.compare)] };
}

/** A coffee profile is a product without its bag size, as in the warehouse. */
function profileOf(id: string): string {
  return id.replace(/-\d+$/, "");
}

function layoutOf({ scenario, products }: World): CellLayout {
  const channels = scenario.channels.map((channel) => channel.name);
  const profiles = [...new Set(products.all.map((product) => profileOf(product.id)))];
  const sizes = ["standard", "large"];
  return {
    programs: [],
    channels,
    sizes,
    profiles,
    products: channels.flatMap((_, channel) =>
      sizes.flatMap((_, size) => profiles.map((_, profile) => ({ channel, size, profile }))),
    ),
  };
}

/** Adds up the order lines of one customer after the other. */
class Tally implements Recorder {
  readonly #world: World;
  readonly #layout: CellLayout;
  readonly #channels: number[] = [];
  readonly #values: number[] = [];
  readonly #cells: { unit: number; product: number; bags: number; list: number }[] = [];
  readonly #orders = new Set<number>();

  constructor(world: World, layout: CellLayout) {
    this.#world = world;
    this.#layout = layout;
  }

  next(channel: number): void {
    this.#channels.push(channel);
    for (const field of fields) this.#values.push(field === "customers" ? 1 : 0);
    this.#orders.clear();
  }

  close(): void {
    this.#add("orders", this.#orders.size);
  }

  change(): void {
    // Subscription states are not part of the metric.
  }

  line(_: unknown, { slot, at, quantity, listCents, discountCents, plugCents, deal, reversal, product }: Line): void {
    this.#orders.add(slot);
    this.#add("bags", quantity);
    this.#add("list", listCents);
    this.#add("plug", plugCents);
    const program = deal && programOf(deal.program, deal.prepaidOrders);
    if (program) {
      this.#add(`list_on_${program}`, listCents);
      this.#add(`discount_${program}`, discountCents);
    }
    if (reversal && reversal.at < at + (reversalDays + 1) * secondsPerDay) {
      this.#add(`reversed_${reversal.kind}`, listCents - discountCents);
      this.#add(`reversal_${reversal.kind}`, reversal.amountCents);
    }
    this.#cells.push({ unit: this.#unit, product: this.#productAt(product), bags: quantity, list: listCents });
  }

  cells(): PeriodCells {
    return {
      units: this.#channels.length,
      rowUnit: Int32Array.from(this.#channels, (_, unit) => unit),
      rowChannel: Int32Array.from(this.#channels),
      rowValues: Float64Array.from(this.#values),
      cellUnit: Int32Array.from(this.#cells, (cell) => cell.unit),
      cellProduct: Int32Array.from(this.#cells, (cell) => cell.product),
      cellValues: Float64Array.from(this.#cells.flatMap((cell) => [cell.bags, cell.list])),
    };
  }

  get #unit(): number {
    return this.#channels.length - 1;
  }

  #add(field: Field, value: number): void {
    const at = this.#unit * fields.length + fieldAt[field];
    this.#values[at] = (this.#values[at] ?? 0) + value;
  }

  #productAt(index: number): number {
    const sold = this.#world.products.all[index];
    const { sizes, profiles } = this.#layout;
    const size = sizes.indexOf(sold?.bagSize ?? "");
    const channel = this.#channels[this.#unit] ?? 0;
    return (channel * sizes.length + size) * profiles.length + profiles.indexOf(profileOf(sold?.id ?? ""));
  }
}

function programOf(program: string, prepaidOrders: number): Program {
  if (program === "welcome") return "welcome";
  if (program !== "prepaid") return "other";
  return prepaidOrders >= 12 ? "prepaid_12" : prepaidOrders >= 6 ? "prepaid_6" : "prepaid_3";
}
