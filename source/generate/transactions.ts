import type { TimestampWriter } from "./calendar.ts";
import { money } from "./csv-file.ts";
import type { Ids } from "./ids.ts";
import type { Line } from "./order.ts";
import type { Person, World } from "./world.ts";

/** The ids a line was booked under. */
export interface Booking {
  readonly transactionId: string;
  readonly customerId: string;
  readonly reversalId: string;
}

export interface TransactionRecords {
  /** Books one line: its ids and its record. Lines of one order must come one after the other. */
  book(person: Person, line: Line): { booking: Booking; record: string };
}

export function transactionRecords(world: World, ids: Ids, timestamp: TimestampWriter): TransactionRecords {
  const counters = { transaction: 0, order: 0, reversal: 0 };
  const last = { customer: -1, slot: -1 };
  return {
    book: (person, line) => {
      if (last.customer !== person.index || last.slot !== line.slot) counters.order++;
      last.customer = person.index;
      last.slot = line.slot;
      const booking = {
        transactionId: ids.transaction(++counters.transaction),
        customerId: ids.customer(person.index),
        reversalId: line.reversal === undefined ? "" : ids.reversal(++counters.reversal),
      };
      const subscription = line.type === "subscription" ? ids.subscription(person.index) : "";
      const recipient = line.recipient < 0 ? "" : ids.customer(line.recipient);
      const product = world.products.all[line.product]?.id ?? "";
      const head = `${booking.transactionId},${ids.order(counters.order)},${booking.customerId},${timestamp(line.at)}`;
      const what = `${line.type},${subscription},${recipient},${product},${line.quantity}`;
      const record = `${head},${what},${money(line.netCents)},${line.deal?.id ?? ""},${booking.reversalId}`;
      return { booking, record };
    },
  };
}
