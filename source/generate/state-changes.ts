import type { TimestampWriter } from "./calendar.ts";
import type { Ids } from "./ids.ts";
import type { Change } from "./order.ts";
import type { Person, World } from "./world.ts";

/** Writes records of subscription state changes, numbered as they come. */
export function stateChangeRecords(world: World, ids: Ids, timestamp: TimestampWriter) {
  let number = 0;
  return (person: Person, change: Change): string => {
    const who = `${ids.change(++number)},${ids.subscription(person.index)},${ids.customer(person.index)}`;
    const product = world.products.all[change.product]?.id ?? "";
    return `${who},${timestamp(change.at)},${change.state},${change.cadenceDays},${change.prepaidOrders},${product}`;
  };
}
