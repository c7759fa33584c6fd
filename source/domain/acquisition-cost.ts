import type { Amount } from "./amount.ts";

/** What it cost to acquire the customers of a month: all of them, or those with some values of dimensions. */
export interface AcquisitionCost {
  /** Of the file. */
  readonly line: number;
  /** `YYYY-MM` */
  readonly month: string;
  /** Values by dimension of customers; none: all customers of the month. */
  readonly where: Readonly<Record<string, string>>;
  readonly cost: Amount;
}
