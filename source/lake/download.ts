import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import type { UserError } from "../errors.ts";
import { systemFailure } from "../system-failure.ts";
import type { S3Object } from "./list-objects.ts";
import type { S3 } from "./s3.ts";
import { s3Failure } from "./s3-failure.ts";

interface Download {
  readonly s3: S3;
  readonly bucket: string;
  readonly place: string;
  readonly signal?: AbortSignal | undefined;
}

/** How often to resume a broken connection where it broke. */
const mostAttempts = 4;

/**
 * Copies an object into a file, completely or not at all. Resolves to false if the object is no longer the one listed;
 * rejects with UserError if S3 cannot deliver it, AbortError when stopped.
 */
export async function download(object: S3Object, file: string, from: Download): Promise<boolean> {
  const part = `${file}.${process.pid}.part`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await rm(part, { force: true });
  try {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await fetchRest(object, part, from, attempt === mostAttempts);
      if (outcome === "other") return false;
      if (outcome === "whole") break;
    }
    await rename(part, file);
    return true;
  } finally {
    await rm(part, { force: true });
  }
}

/** Fetches the part of an object that a file lacks; "broken" if the connection broke. */
async function fetchRest(
  { key, etag, bytes }: S3Object,
  part: string,
  { s3, bucket, place, signal }: Download,
  isLast: boolean,
): Promise<"whole" | "broken" | "other"> {
  const begun = await stat(part).then(
    ({ size }) => size,
    () => 0,
  );
  const range = begun === 0 ? {} : { Range: `bytes=${begun}-` };
  const answer = await s3.askIf("GetObject", { Bucket: bucket, Key: key, IfMatch: etag, ...range }, signal);
  if (answer?.Body === undefined) return answer === undefined ? "other" : "broken";
  const out = createWriteStream(part, { flags: "a", mode: 0o600, flush: true });
  try {
    await pipeline(answer.Body, out, signal === undefined ? {} : { signal });
  } catch (error) {
    if (isLast || signal?.aborted || systemFailure(error) !== undefined) throw s3Failure(error, place);
    return "broken";
  }
  return (await stat(part)).size === bytes ? "whole" : refuseEndless(isLast, place);
}

function refuseEndless(isLast: boolean, place: string): "broken" {
  if (isLast) throw s3Failure(Object.assign(new Error("premature end"), { code: "ECONNRESET" }), place) as UserError;
  return "broken";
}
