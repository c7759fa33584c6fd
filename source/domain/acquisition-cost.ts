import type { Amount } from "./amount.ts";

/** The cost of acquiring a month's customers: all of them, or those with given dimension values. */
export interface AcquisitionCost {
  /** Of the file. */
  readonly line: number;
  /** `YYYY-MM` */
  readonly month: string;
  /** Values by dimension of customers; none: all customers of the month. */
  readonly where: Readonly<Record<string, string>>;
  readonly cost: Amount;
}
