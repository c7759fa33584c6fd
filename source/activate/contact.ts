import { type ContactField, contactFields } from "../query/audience-members.ts";
import type { Cell } from "../query/statement.ts";

/** What is known about a customer, in plain text. It leaves this folder only as hashes. */
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
  /** Undefined if the source does not say. */
  readonly adUserData: boolean | undefined;
  readonly adPersonalization: boolean | undefined;
  readonly optedOut: boolean;
}

/** A row of `compileContacts`, by the names of its columns. */
export function contactOf(row: readonly (Cell | undefined)[]): Contact {
  const at = (field: ContactField) => row[contactFields.indexOf(field)];
  const text = (field: ContactField) => String(at(field) ?? "");
  const answer = (field: ContactField) => {
    const value = at(field);
    return typeof value === "boolean" ? value : undefined;
  };
  return {
    ...{ customerId: text("customer_id"), isMember: at("is_member") === true },
    ...{ email: text("email"), phone: text("phone"), firstName: text("first_name"), lastName: text("last_name") },
    ...{ city: text("address_city"), region: text("address_region") },
    ...{ postalCode: text("address_postal_code"), country: text("address_country") },
    ...{ adUserData: answer("consent_ad_user_data"), adPersonalization: answer("consent_ad_personalization") },
    optedOut: at("opted_out") === true,
  };
}

/** Whether a customer may be sent: an opt-out or a refusal always wins. */
export type Permission = "granted" | "unknown" | "refused" | "opted_out";

export function permissionOf({ optedOut, adUserData, adPersonalization }: Contact): Permission {
  if (optedOut) return "opted_out";
  if (adUserData === false || adPersonalization === false) return "refused";
  return adUserData === true && adPersonalization === true ? "granted" : "unknown";
}
