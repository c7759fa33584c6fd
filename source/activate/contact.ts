import type { Cell } from "../query/statement.ts";

/** What is known of a customer in the clear. It never leaves this folder but as hashes. */
export interface Contact {
  readonly customerId: string;
  readonly isMember: boolean;
  readonly email: string;
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly country: string;
  /** Undefined where the source does not say. */
  readonly adUserData: boolean | undefined;
  readonly adPersonalization: boolean | undefined;
  readonly optedOut: boolean;
}

/** A row in the order of `contactFields`. */
export function contactOf(row: readonly (Cell | undefined)[]): Contact {
  const text = (index: number) => String(row[index] ?? "");
  const answer = (index: number) => (typeof row[index] === "boolean" ? row[index] : undefined);
  return {
    ...{ customerId: text(0), isMember: row[1] === true, email: text(2), phone: text(3), firstName: text(4) },
    ...{ lastName: text(5), city: text(6), region: text(7), postalCode: text(8), country: text(9) },
    ...{ adUserData: answer(10), adPersonalization: answer(11), optedOut: row[12] === true },
  };
}

/** Whether a customer may be sent: an objection or a refusal always wins. */
export type Permission = "granted" | "unknown" | "refused" | "opted_out";

export function permissionOf({ optedOut, adUserData, adPersonalization }: Contact): Permission {
  if (optedOut) return "opted_out";
  if (adUserData === false || adPersonalization === false) return "refused";
  return adUserData === true && adPersonalization === true ? "granted" : "unknown";
}
