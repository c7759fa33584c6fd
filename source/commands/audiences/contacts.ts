import type { Contact } from "../../activate/contact.ts";
import type { Audience } from "../../domain/activation.ts";
import { compileContacts } from "../../query/audience-members.ts";
import type { Session } from "../session.ts";

/** Reads every customer with whether they are in an audience; pages, so that no million of them is held at once. */
export function contactsOf(
  { catalog, database }: Pick<Session, "catalog" | "database">,
  { slice, orders }: Audience,
  signal: AbortSignal,
): () => AsyncIterable<Contact> {
  const { sql, params } = compileContacts(catalog, slice, orders);
  return async function* () {
    const { contactOf } = await import("../../activate/contact.ts");
    for await (const { rows } of database.pages(sql, params, { signal })) for (const row of rows) yield contactOf(row);
  };
}
