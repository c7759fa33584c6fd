import type { TimestampWriter } from "./calendar.ts";
import { quoted } from "./csv-file.ts";
import type { Offering } from "./offerings.ts";

export function discountOfferingRecord(offering: Offering, timestamp: TimestampWriter): string {
  const prepaidOrders = offering.program === "prepaid" ? offering.prepaidOrders : "";
  const validTo = offering.validTo === undefined ? "" : timestamp(offering.validTo);
  const terms = `${offering.program},${prepaidOrders},${offering.percent},`;
  return `${offering.id},${quoted(offering.name)},${terms},${timestamp(offering.validFrom)},${validTo}`;
}
