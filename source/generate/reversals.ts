import type { TimestampWriter } from "./calendar.ts";
import { money } from "./csv-file.ts";
import type { Reversal } from "./reversal.ts";
import type { Booking } from "./transactions.ts";

export function reversalRecord(booking: Booking, reversal: Reversal, timestamp: TimestampWriter): string {
  const cost = reversal.kind === "replacement" ? money(reversal.replacementCostCents) : "";
  const ids = `${booking.reversalId},${booking.transactionId},${booking.customerId}`;
  return `${ids},${timestamp(reversal.at)},${reversal.kind},${money(reversal.amountCents)},${cost}`;
}
