import type { Destination, NetworkName } from "../../domain/activation.ts";
import type { Identifiers } from "../identifiers.ts";

/** A member as sent. */
export interface Member {
  /** Hash of the customer's id. */
  readonly key: string;
  readonly identifiers: Identifiers;
  /** Whether consent is known; otherwise it was allowed without. */
  readonly isConsented: boolean;
}

export interface NetworkRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** Below the network's address. */
  readonly path: string;
  readonly body?: unknown;
}

/** The position of a batch: its session and number. */
export interface BatchPlace {
  /** A positive whole number of at most 63 bits. */
  readonly session: string;
  readonly number: number;
  readonly isLast: boolean;
}

export type BatchKind = "add" | "remove";

/** What an answer means. `retry`: try the same again; `token`: the token is not accepted; `refused`: it will never succeed. */
export type Verdict = "ok" | "retry" | "token" | "refused";

export interface Accepted {
  readonly requestId: string;
  /** Members that the network rejected. */
  readonly rejected: number;
}

/** An ad network: its requirements, its requests and its answers. */
export interface Network {
  readonly name: NetworkName;
  readonly label: string;
  /** Audiences with fewer members are never matched. */
  readonly minimum: number;
  readonly batchSize: number;
  readonly address: string;
  /** The environment variables for another address, and for the token. */
  readonly addressVariable: string;
  readonly tokenVariable: string;
  /** Headers besides the token's. */
  readonly headers: (environment: NodeJS.ProcessEnv) => Readonly<Record<string, string>>;
  readonly batch: (
    kind: BatchKind,
    members: readonly Member[],
    to: Destination,
    place: BatchPlace,
    isValidating: boolean,
  ) => NetworkRequest;
  /** A request that checks token and destination and changes nothing; undefined if batches themselves can be validated. */
  readonly check: ((to: Destination) => NetworkRequest) | undefined;
  readonly verdict: (status: number, answer: unknown) => Verdict;
  /** Undefined if the answer is not valid. */
  readonly accepted: (answer: unknown) => Accepted | undefined;
  /** The network's own words for a refusal. */
  readonly complaint: (answer: unknown) => string;
  readonly matchRequest: (to: Destination, requestId: string) => NetworkRequest;
  /** The match rate in the answer to that; empty until it is known. */
  readonly matchRate: (answer: unknown, sent: number) => string;
  readonly fileHeader: readonly string[];
  readonly fileRow: (identifiers: Identifiers) => readonly string[];
}
