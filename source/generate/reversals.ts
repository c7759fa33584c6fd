import type { Ids } from "./ids.ts";
import type { RecordBytes } from "./record-bytes.ts";
import type { Reversal } from "./reversal.ts";
import type { Booking } from "./transactions.ts";
import type { Person } from "./world.ts";

/** Writes records of reversals. */
export function reversalRecords(ids: Ids) {
  return (record: RecordBytes, person: Person, booking: Booking, reversal: Reversal): void => {
    record.id(ids.reversal, booking.reversal).comma().id(ids.transaction, booking.transaction);
    record.comma().id(ids.customer, person.index + 1);
    record.comma().moment(reversal.at).comma().text(reversal.kind).comma().money(reversal.amountCents).comma();
    if (reversal.kind === "replacement") record.money(reversal.replacementCostCents);
  };
}
