import type { Ids } from "./ids.ts";
import type { Line } from "./order.ts";
import type { RecordBytes } from "./record-bytes.ts";
import { pickupStoreOf } from "./stores.ts";
import type { Person, World } from "./world.ts";

/** The numbers a line was booked under; `reversal` is 0 without one. */
export interface Booking {
  readonly transaction: number;
  readonly reversal: number;
}

/** Books one line: its numbers, and its record. Lines of one order must be booked one after the other. */
export type BookLine = (record: RecordBytes, person: Person, line: Line) => Booking;

export function transactionRecords(world: World, ids: Ids): BookLine {
  const counters = { transaction: 0, order: 0, reversal: 0 };
  const last = { customer: -1, slot: -1 };
  return (record, person, line) => {
    if (last.customer !== person.index || last.slot !== line.slot) counters.order++;
    last.customer = person.index;
    last.slot = line.slot;
    const transaction = ++counters.transaction;
    const reversal = line.reversal === undefined ? 0 : ++counters.reversal;
    record.id(ids.transaction, transaction).comma().id(ids.order, counters.order).comma();
    record.id(ids.customer, person.index + 1).comma();
    record.moment(line.at).comma().text(line.type).comma();
    if (line.type === "subscription") record.id(ids.subscription, person.index + 1);
    record.comma();
    if (line.recipient >= 0) record.id(ids.customer, line.recipient + 1);
    record.comma().text(world.products.all[line.product]?.id ?? "");
    record.comma().number(line.quantity).comma().money(line.netCents);
    record
      .comma()
      .text(line.deal?.id ?? "")
      .comma();
    if (reversal > 0) record.id(ids.reversal, reversal);
    record.comma().text(pickupStoreOf(world, person, line));
    return { transaction, reversal };
  };
}
