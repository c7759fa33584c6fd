import { effectPerCustomer, type Switch, type Switching, shareOf } from "../analysis/switching.ts";
import type { Sheet, SheetColumn, SheetValue } from "./sheet.ts";

/** What the same customers changed from and to, one row per change, or per month and change. */
export function switchingSheet({ sides, monthPairs }: Switching, isByMonth: boolean, currency: string): Sheet {
  const [side] = sides;
  const values = (pair: Switch): readonly SheetValue[] => [
    pair.from,
    pair.to,
    pair.events,
    pair.customers,
    side === undefined ? null : shareOf(pair, side),
    effectPerCustomer(pair),
  ];
  return {
    currency,
    columns: [...(isByMonth ? [{ name: "transaction_month", unit: "text" } as const] : []), ...columns],
    rows: isByMonth
      ? monthPairs.map((pair) => [pair.month, ...values(pair)])
      : (side?.pairs ?? []).map((pair) => values(pair)),
  };
}

const columns: readonly SheetColumn[] = [
  { name: "from", unit: "text" },
  { name: "to", unit: "text" },
  { name: "events", unit: "count" },
  { name: "customers", unit: "customers" },
  { name: "share", unit: "ratio" },
  { name: "price_effect_per_customer", unit: "money" },
];
