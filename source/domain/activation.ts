import type { Slice } from "./slice.ts";

/** Ad networks that an audience can be sent to. */
export const networkNames = ["meta", "google"] as const;
export type NetworkName = (typeof networkNames)[number];

/**
 * Mirror: the network's audience becomes exactly these members; upsert: members are added, and only those who must leave
 * are removed.
 */
export const activationModes = ["mirror", "upsert"] as const;
export type ActivationMode = (typeof activationModes)[number];

/** Whether an audience can have this name: it is an argument of commands and part of file names. */
export function isAudienceName(text: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,62}$/u.test(text);
}

/** A named rule over customers: those with order lines in a slice, and a minimum number of orders there. */
export interface Audience {
  readonly name: string;
  readonly description: string;
  readonly slice: Slice;
  readonly orders: number;
  /** The audience's destination per network; absent if it is not sent there. */
  readonly destinations: Readonly<Partial<Record<NetworkName, Destination>>>;
}

/** Where a network keeps an audience; no secrets. */
export interface Destination {
  /** Google: the Google Ads account that owns the list. */
  readonly account?: string;
  /** Google: the manager account that the token signs in to, if that is a different one. */
  readonly loginAccount?: string;
  /** Meta's custom audience, Google's user list. */
  readonly id: string;
}

/** Members of an audience by what can be sent about them. */
export interface AudienceCounts {
  readonly members: number;
  readonly withEmail: number;
  readonly withPhone: number;
  readonly withAddress: number;
  /** Members who opted out of ads: never sent. */
  readonly optedOut: number;
  /** Members who refused one of the consents: never sent. */
  readonly refused: number;
  /** Members without a known consent: sent only if explicitly allowed. */
  readonly unknown: number;
  /** Members who may be sent but have neither a readable e-mail address nor a readable phone number. */
  readonly unreachable: number;
  /** Members who may and can be sent. */
  readonly sendable: number;
}

/** What a run would do: counts, and the changes since the last send. */
export interface ActivationPlan {
  readonly counts: AudienceCounts;
  readonly adds: number;
  readonly removes: number;
  /** Members that the network has now, according to the ledger. */
  readonly sentBefore: number;
}

/** A past run; lists have the newest first. */
export interface ActivationRun {
  readonly id: string;
  readonly audience: string;
  readonly network: NetworkName;
  readonly mode: ActivationMode;
  readonly status: "done" | "stopped" | "failed";
  /** UTC, as `YYYY-MM-DD HH:MM:SS`. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly added: number;
  readonly removed: number;
  readonly rejected: number;
  readonly withoutConsent: number;
  readonly optedOut: number;
  readonly allowedWithoutConsent: boolean;
  /** As the network reports it: "61 to 70 %"; empty until it is known. */
  readonly matchRate: string;
  readonly requestIds: readonly string[];
}

/** The progress of a run. */
export interface ActivationProgress {
  readonly sent: number;
  readonly of: number;
}

/** Which audience is sent where, and how. */
export interface Send {
  readonly audience: string;
  readonly network: NetworkName;
  readonly mode: ActivationMode;
  readonly allowsUnknown: boolean;
}

/** What a send would do, and why nobody would be added; empty if members would be. */
export interface SendPreview {
  readonly plan: ActivationPlan;
  readonly refusal: string;
}

/** The audiences of a source, each with what is wrong with its rule, and past runs. */
export interface Audiences {
  readonly file: string;
  readonly all: readonly { readonly name: string; readonly audience: Audience | undefined; readonly problem: string }[];
  readonly runs: readonly ActivationRun[];
}
