import { quoted } from "./csv-file.ts";
import type { Offering } from "./offerings.ts";
import type { RecordBytes } from "./record-bytes.ts";

export function discountOfferingRecord(record: RecordBytes, offering: Offering): void {
  const prepaidOrders = offering.program === "prepaid" ? offering.prepaidOrders : "";
  record.text(`${offering.id},${quoted(offering.name)},${offering.program},${prepaidOrders},${offering.percent},,`);
  record.moment(offering.validFrom).comma();
  if (offering.validTo !== undefined) record.moment(offering.validTo);
}
