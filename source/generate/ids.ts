import type { IdShape } from "./record-bytes.ts";

/** The shapes of readable ids, each of a fixed width. Customers and subscriptions count from 1, by the customer's index. */
export interface Ids {
  readonly customer: IdShape;
  readonly subscription: IdShape;
  readonly order: IdShape;
  readonly transaction: IdShape;
  readonly reversal: IdShape;
  readonly change: IdShape;
}

export function idsFor(customers: number): Ids {
  const width = Math.max(6, String(customers).length);
  const long = width + 2;
  return {
    customer: { prefix: "c-", width },
    subscription: { prefix: "s-", width },
    order: { prefix: "o-", width: long },
    transaction: { prefix: "t-", width: long },
    reversal: { prefix: "r-", width: long },
    change: { prefix: "sc-", width: long },
  };
}
