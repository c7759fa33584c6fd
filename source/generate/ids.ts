/** Readable ids of one width each, made from counters. */
export interface Ids {
  readonly customer: (index: number) => string;
  readonly subscription: (index: number) => string;
  readonly order: (number: number) => string;
  readonly transaction: (number: number) => string;
  readonly reversal: (number: number) => string;
  readonly change: (number: number) => string;
}

export function idsFor(customers: number): Ids {
  const width = Math.max(6, String(customers).length);
  const long = width + 2;
  const padded = (prefix: string, size: number) => (value: number) => prefix + String(value).padStart(size, "0");
  const ofCustomer = padded("c-", width);
  const ofSubscription = padded("s-", width);
  return {
    customer: (index) => ofCustomer(index + 1),
    subscription: (index) => ofSubscription(index + 1),
    order: padded("o-", long),
    transaction: padded("t-", long),
    reversal: padded("r-", long),
    change: padded("sc-", long),
  };
}
