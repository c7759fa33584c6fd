import type { Destination, NetworkName } from "../../domain/activation.ts";
import type { Identifiers } from "../identifiers.ts";

/** A member as it is sent. */
export interface Member {
  /** Hash of the customer's id. */
  readonly key: string;
  readonly identifiers: Identifiers;
  /** Whether consent is known to be given; else it was allowed without. */
  readonly isConsented: boolean;
}

export interface NetworkRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** Below the network's address. */
  readonly path: string;
  readonly body?: unknown;
}

/** Which batch of which session it is. */
export interface BatchPlace {
  /** A positive whole number of at most 63 bits. */
  readonly session: string;
  readonly number: number;
  readonly isLast: boolean;
}

export type BatchKind = "add" | "remove";

/** What an answer means. `retry`: try the same again; `token`: the token does not hold; `refused`: it never will. */
export type Verdict = "ok" | "retry" | "token" | "refused";

export interface Accepted {
  readonly requestId: string;
  /** Members that the network would not take. */
  readonly rejected: number;
}

/** An ad network: what it wants, how it is asked, what it says. */
export interface Network {
  readonly name: NetworkName;
  readonly label: string;
  /** Fewer members are never matched. */
  readonly minimum: number;
  readonly batchSize: number;
  readonly address: string;
  /** The environment variables of another address, and of the token. */
  readonly addressVariable: string;
  readonly tokenVariable: string;
  /** Headers beside the token's. */
  readonly headers: (environment: NodeJS.ProcessEnv) => Readonly<Record<string, string>>;
  readonly batch: (
    kind: BatchKind,
    members: readonly Member[],
    to: Destination,
    place: BatchPlace,
    isValidating: boolean,
  ) => NetworkRequest;
  /** What checks token and destination and changes nothing; undefined where batches can be validated themselves. */
  readonly check: ((to: Destination) => NetworkRequest) | undefined;
  readonly verdict: (status: number, answer: unknown) => Verdict;
  /** Undefined where the answer is not what it must be. */
  readonly accepted: (answer: unknown) => Accepted | undefined;
  /** The network's own words for a refusal. */
  readonly complaint: (answer: unknown) => string;
  readonly matchRequest: (to: Destination, requestId: string) => NetworkRequest;
  /** The match rate of the answer to that; empty while it is not known. */
  readonly matchRate: (answer: unknown, sent: number) => string;
  readonly fileHeader: readonly string[];
  readonly fileRow: (identifiers: Identifiers) => readonly string[];
}
