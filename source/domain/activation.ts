import type { Slice } from "./slice.ts";

/** Ad networks that an audience can be sent to. */
export const networkNames = ["meta", "google"] as const;
export type NetworkName = (typeof networkNames)[number];

/** Mirror: the network's audience becomes these members; upsert: members are added, and only who must leave does. */
export const activationModes = ["mirror", "upsert"] as const;
export type ActivationMode = (typeof activationModes)[number];

/** Whether an audience can have this name: it is a word of a command, and part of a file's name. */
export function isAudienceName(text: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,62}$/u.test(text);
}

/** A named rule over customers: those with order lines in a slice, and at least so many orders there. */
export interface Audience {
  readonly name: string;
  readonly description: string;
  readonly slice: Slice;
  readonly orders: number;
  /** What the network calls the audience; absent where it is not sent there. */
  readonly destinations: Readonly<Partial<Record<NetworkName, Destination>>>;
}

/** Where a network keeps an audience; no secrets. */
export interface Destination {
  /** Google: the Google Ads account that owns the list. */
  readonly account?: string;
  /** Google: the manager account that the token signs in to, where that is another. */
  readonly loginAccount?: string;
  /** Meta's custom audience, Google's user list. */
  readonly id: string;
}

/** Members of an audience by what can be sent of them. */
export interface AudienceCounts {
  readonly members: number;
  readonly withEmail: number;
  readonly withPhone: number;
  readonly withAddress: number;
  /** Members who objected to ads: never sent. */
  readonly optedOut: number;
  /** Members who refused one of the consents: never sent. */
  readonly refused: number;
  /** Members of whom no consent is known: sent only where that was allowed explicitly. */
  readonly unknown: number;
  /** Members who may be sent but have neither an e-mail address nor a phone number that can be read. */
  readonly unreachable: number;
  /** Members who may be sent and can be. */
  readonly sendable: number;
}

/** What a run would do: counts, and the changes since the last send. */
export interface ActivationPlan {
  readonly counts: AudienceCounts;
  readonly adds: number;
  readonly removes: number;
  /** Members that the network has now, by the ledger. */
  readonly sentBefore: number;
}

/** A run of the past, newest first in a list. */
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
  /** As the network says it: "61 to 70 %"; empty while it is not known. */
  readonly matchRate: string;
  readonly requestIds: readonly string[];
}

/** How far a run is. */
export interface ActivationProgress {
  readonly sent: number;
  readonly of: number;
}

/** Which audience goes where, and how. */
export interface Send {
  readonly audience: string;
  readonly network: NetworkName;
  readonly mode: ActivationMode;
  readonly allowsUnknown: boolean;
}

/** What a send would do, and why nobody would be added; empty where they would. */
export interface SendPreview {
  readonly plan: ActivationPlan;
  readonly refusal: string;
}

/** The audiences of a source, each with what is wrong with its rule, and the runs of before. */
export interface Audiences {
  readonly file: string;
  readonly all: readonly { readonly name: string; readonly audience: Audience | undefined; readonly problem: string }[];
  readonly runs: readonly ActivationRun[];
}
