import type { Ids } from "./ids.ts";
import type { Change } from "./order.ts";
import type { RecordBytes } from "./record-bytes.ts";
import type { Person, World } from "./world.ts";

/** Writes records of subscription state changes, numbered in order. */
export function stateChangeRecords(world: World, ids: Ids) {
  let number = 0;
  return (record: RecordBytes, person: Person, change: Change): void => {
    const customer = person.index + 1;
    record.id(ids.change, ++number).comma().id(ids.subscription, customer).comma().id(ids.customer, customer);
    record.comma().moment(change.at).comma().text(change.state);
    record.comma().number(change.cadenceDays).comma().number(change.prepaidOrders);
    record.comma().text(world.products.all[change.product]?.id ?? "");
  };
}
