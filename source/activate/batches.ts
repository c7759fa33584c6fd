import { permissionOf } from "./contact.ts";
import { hashed, type Identifiers, identifierReader } from "./identifiers.ts";
import type { LedgerMember } from "./ledger.ts";
import type { BatchKind, Member, Network } from "./networks/network.ts";
import { keyOf, ledgerMemberOf, type ReadContacts, type Removal } from "./plan.ts";

/** Members that are sent together, and each one's ledger entry after they are accepted. */
export interface Batch {
  readonly kind: BatchKind;
  /** Empty if everything to be removed still belongs to somebody else: then there is nothing to send. */
  readonly members: readonly Member[];
  readonly after: readonly LedgerMember[];
}

const nothing: Identifiers = {
  ...{ email: "", phone: "", givenName: "", familyName: "", city: "", state: "", postalCode: "", country: "" },
};

/** Removals in batches. */
export function removalBatches(removals: readonly Removal[], { batchSize }: Network): readonly Batch[] {
  const starts = Array.from({ length: Math.ceil(removals.length / batchSize) }, (_, index) => index * batchSize);
  return starts.map((start) => {
    const part = removals.slice(start, start + batchSize);
    const members = part
      .filter(({ email, phone }) => email !== "" || phone !== "")
      .map(({ email, phone, after }) => ({
        ...{ key: after.key, identifiers: { ...nothing, email, phone }, isConsented: false },
      }));
    return { kind: "remove", members, after: part.map(({ after }) => after) };
  });
}

/** The members to send, in batches, in the order of the contacts, which are read again because they are not kept in plain text. */
export async function* addBatches(
  contacts: ReadContacts,
  adds: ReadonlyMap<string, LedgerMember>,
  { name, batchSize }: Network,
): AsyncGenerator<Batch> {
  if (adds.size === 0) return;
  const read = identifierReader(name);
  let [members, after]: [Member[], LedgerMember[]] = [[], []];
  for await (const contact of contacts()) {
    const key = keyOf(contact);
    if (!adds.has(key)) continue;
    const [identifiers, isConsented] = [read(contact), permissionOf(contact) === "granted"];
    members.push({ key, identifiers, isConsented });
    after.push(ledgerMemberOf(key, identifiers, isConsented));
    if (members.length < batchSize) continue;
    yield { kind: "add", members, after };
    [members, after] = [[], []];
  }
  if (members.length > 0) yield { kind: "add", members, after };
}

/** Identifies a batch, to recognise one that is sent again. */
export function digestOf({ kind, members, after }: Batch): string {
  return hashed(JSON.stringify([kind, members, after]));
}
