import { loadPeer } from "../peer.ts";
import { s3Failure, statusOf } from "./s3-failure.ts";
import type { S3Module, S3Operations } from "./s3-sdk.ts";

/** S3 for work on one place, which failures name. */
export interface S3 {
  /** Rejects with UserError if S3 cannot do it, AbortError when stopped. */
  ask<Name extends keyof S3Operations>(
    operation: Name,
    input: S3Operations[Name][0],
    signal?: AbortSignal,
  ): Promise<S3Operations[Name][1]>;
  /** Like ask; undefined if S3 answers that the object is missing or is not the expected one. */
  askIf<Name extends keyof S3Operations>(
    operation: Name,
    input: S3Operations[Name][0],
    signal?: AbortSignal,
  ): Promise<S3Operations[Name][1] | undefined>;
  close(): void;
}

/** A condition that is not met: no such key, another version of it, a range beyond its end. */
const conditional = new Set([404, 409, 412, 416]);

/**
 * Connects by the standard chain: AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL_S3 and the like. Rejects with UserError if the
 * package @aws-sdk/client-s3 is not installed.
 *
 * @param place as `s3://bucket/prefix`
 */
export async function connectS3(place: string, needs: string): Promise<S3> {
  const sdk = await loadPeer<S3Module>("@aws-sdk/client-s3", needs);
  const client = new sdk.S3Client(settingsOf(process.env));
  const send = async <Name extends keyof S3Operations>(
    operation: Name,
    input: S3Operations[Name][0],
    signal: AbortSignal | undefined,
  ): Promise<S3Operations[Name][1]> => {
    const Command = sdk[`${operation}Command`] as new (input: S3Operations[Name][0]) => unknown;
    const options = signal === undefined ? {} : { abortSignal: signal };
    return (await client.send(new Command(input), options)) as S3Operations[Name][1];
  };
  return {
    async ask(operation, input, signal) {
      try {
        return await send(operation, input, signal);
      } catch (error) {
        throw s3Failure(error, place);
      }
    },
    async askIf(operation, input, signal) {
      try {
        return await send(operation, input, signal);
      } catch (error) {
        const isBucket = error instanceof Error && error.name === "NoSuchBucket";
        if (!isBucket && conditional.has(statusOf(error) ?? 0)) return undefined;
        throw s3Failure(error, place);
      }
    },
    close: () => client.destroy(),
  };
}

/** Endpoints other than Amazon's have no host name per bucket, and mostly no regions. */
function settingsOf(env: NodeJS.ProcessEnv): object {
  const isElsewhere = Boolean(env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL);
  const hasRegion = Boolean(env.AWS_REGION);
  return {
    maxAttempts: 5,
    followRegionRedirects: true,
    requestHandler: { connectionTimeout: 10_000, socketTimeout: 60_000 },
    ...(isElsewhere ? { forcePathStyle: true } : {}),
    ...(isElsewhere && !hasRegion ? { region: "us-east-1" } : {}),
  };
}
