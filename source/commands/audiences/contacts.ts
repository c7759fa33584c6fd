import type { Contact } from "../../activate/contact.ts";
import type { Audience } from "../../domain/activation.ts";
import { compileContacts } from "../../query/audience-members.ts";
import type { Session } from "../session.ts";

/** Reads every customer with whether they are in an audience; in pages, so that millions of them are never held at once. */
export function contactsOf(
  { catalog, pages }: Pick<Session, "catalog" | "pages">,
  { slice, orders }: Audience,
  signal: AbortSignal,
): () => AsyncIterable<Contact> {
  const statement = compileContacts(catalog, slice, orders);
  return async function* () {
    const { contactOf } = await import("../../activate/contact.ts");
    for await (const { rows } of pages(statement, signal)) for (const row of rows) yield contactOf(row);
  };
}
