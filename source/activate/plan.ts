import type { ActivationMode, ActivationPlan, AudienceCounts, NetworkName } from "../domain/activation.ts";
import { type Contact, permissionOf } from "./contact.ts";
import { hashed, type Identifiers, identifierReader } from "./identifiers.ts";
import type { LedgerMember } from "./ledger.ts";

/** Every customer, in the same order each time. */
export type ReadContacts = () => AsyncIterable<Contact>;

/** What is to be removed, and the member's ledger entry afterwards. */
export interface Removal {
  readonly why: "objected" | "gone" | "unpermitted" | "left" | "changed";
  /** Hashes by which no other member is matched. */
  readonly email: string;
  readonly phone: string;
  readonly after: LedgerMember;
}

/** The whole plan of a run, before anything is sent. */
export interface Planned {
  readonly plan: ActivationPlan;
  readonly removals: readonly Removal[];
  /** Keys of members to send, with their future ledger entries. */
  readonly adds: ReadonlyMap<string, LedgerMember>;
  /** The number of members that the network has after the run. */
  readonly size: number;
}

export interface Rules {
  readonly network: NetworkName;
  readonly mode: ActivationMode;
  readonly allowsUnknown: boolean;
}

type Counts = { -readonly [Name in keyof AudienceCounts]: number };

/** Compares who may now be in the audience with what the network has. */
export async function planRun(
  contacts: ReadContacts,
  sent: ReadonlyMap<string, LedgerMember>,
  rules: Rules,
): Promise<Planned> {
  const { counts, current, standing } = await review(contacts, sent, rules);
  const removed = [...sent.values()].flatMap((member) => {
    const why = current.has(member.key) ? undefined : reasonToGo(standing.get(member.key), rules.mode);
    return why === undefined ? [] : [{ member, why }];
  });
  const removedKeys = new Set(removed.map(({ member }) => member.key));
  const kept = [...sent.values()].filter(({ key }) => !removedKeys.has(key) && !current.has(key));
  const inUse = new Set([...current.values(), ...kept].flatMap(({ email, phone }) => [email, phone]));
  const free = (hash: string) => (inUse.has(hash) ? "" : hash);
  const adds = new Map([...current].filter(([key, { fingerprint }]) => sent.get(key)?.fingerprint !== fingerprint));
  const removals: Removal[] = removed.map(({ member, why }) => ({
    ...{ why, email: free(member.email), phone: free(member.phone) },
    after: { key: member.key, email: "", phone: "", fingerprint: "" },
  }));
  for (const key of adds.keys()) {
    const before = sent.get(key);
    const lost = { email: free(before?.email ?? ""), phone: free(before?.phone ?? "") };
    if (before === undefined || lost.email + lost.phone === "") continue;
    const left = { email: without(before.email, lost.email), phone: without(before.phone, lost.phone) };
    removals.push({ why: "changed", ...lost, after: { key, ...left, fingerprint: "" } });
  }
  removals.sort((one, other) => (one.after.key < other.after.key ? -1 : 1));
  const plan = { counts, adds: adds.size, removes: removed.length, sentBefore: sent.size };
  return { plan, removals, adds, size: current.size + kept.length };
}

function without(hash: string, lost: string): string {
  return hash === lost ? "" : hash;
}

/** Why a previous member must be removed; undefined if they stay. */
function reasonToGo(standing: Standing | undefined, mode: ActivationMode): Removal["why"] | undefined {
  if (standing === undefined) return "gone";
  if (standing !== "outside") return standing;
  return mode === "mirror" ? "left" : undefined;
}

/** Why a customer whom the network has may not be sent now. */
type Standing = "objected" | "unpermitted" | "outside";

interface Reviewed {
  readonly counts: AudienceCounts;
  readonly current: ReadonlyMap<string, LedgerMember>;
  readonly standing: ReadonlyMap<string, Standing>;
}

async function review(
  contacts: ReadContacts,
  sent: ReadonlyMap<string, LedgerMember>,
  { network, allowsUnknown }: Rules,
): Promise<Reviewed> {
  const counts = emptyCounts();
  const current = new Map<string, LedgerMember>();
  const standing = new Map<string, Standing>();
  const read = identifierReader(network);
  for await (const contact of contacts()) {
    const key = keyOf(contact);
    const permission = permissionOf(contact);
    const isAllowed = permission === "granted" || (permission === "unknown" && allowsUnknown);
    const identifiers = contact.isMember ? read(contact) : undefined;
    if (identifiers !== undefined) count(counts, permission, identifiers, isAllowed);
    if (identifiers !== undefined && isAllowed && isReachable(identifiers))
      current.set(key, ledgerMemberOf(key, identifiers, permission === "granted"));
    else if (sent.has(key))
      standing.set(key, isAllowed ? "outside" : permission === "unknown" ? "unpermitted" : "objected");
  }
  return { counts, current, standing };
}

/** A customer's id is not revealed to anyone. */
export function keyOf({ customerId }: Pick<Contact, "customerId">): string {
  return hashed(`customer ${customerId}`);
}

/** A member's ledger entry: hashes, and one hash of everything that is sent. */
export function ledgerMemberOf(key: string, of: Identifiers, isConsented: boolean): LedgerMember {
  const parts = [of.email, of.phone, of.givenName, of.familyName, of.city, of.state, of.postalCode, of.country];
  return { key, email: of.email, phone: of.phone, fingerprint: hashed([...parts, String(isConsented)].join("\n")) };
}

/** A member sent with only a name and a place could not be removed. */
function isReachable({ email, phone }: Pick<Identifiers, "email" | "phone">): boolean {
  return email !== "" || phone !== "";
}

function emptyCounts(): Counts {
  return {
    ...{ members: 0, withEmail: 0, withPhone: 0, withAddress: 0, optedOut: 0 },
    ...{ refused: 0, unknown: 0, unreachable: 0, sendable: 0 },
  };
}

function count(counts: Counts, permission: ReturnType<typeof permissionOf>, of: Identifiers, isAllowed: boolean): void {
  counts.members += 1;
  counts.withEmail += Number(of.email !== "");
  counts.withPhone += Number(of.phone !== "");
  counts.withAddress += Number(![of.givenName, of.familyName, of.postalCode, of.country].includes(""));
  counts.optedOut += Number(permission === "opted_out");
  counts.refused += Number(permission === "refused");
  counts.unknown += Number(permission === "unknown");
  counts.unreachable += Number(isAllowed && !isReachable(of));
  counts.sendable += Number(isAllowed && isReachable(of));
}
