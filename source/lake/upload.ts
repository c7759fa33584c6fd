import { type FileHandle, open } from "node:fs/promises";
import type { S3 } from "./s3.ts";
import type { Part } from "./s3-sdk.ts";

export interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly file: string;
  readonly signal?: AbortSignal | undefined;
}

/** Above this size a file is uploaded in parts of at least this size; S3 accepts 10,000 of them. */
const partBytes = 8 * 2 ** 20;
const mostParts = 10_000;
/** The number of parts in progress at once. */
const width = 4;

/** Puts a file on S3: its key appears only once it is complete. Rejects with UserError, AbortError when stopped. */
export async function uploadFile(s3: S3, { bucket, key, file, signal }: Upload): Promise<void> {
  const target = { Bucket: bucket, Key: key };
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    if (size > partBytes) return await uploadParts(s3, target, { handle, size }, signal);
    await s3.ask("PutObject", { ...target, Body: await piece(handle, 0, size) }, signal);
  } finally {
    await handle.close();
  }
}

interface Target {
  readonly Bucket: string;
  readonly Key: string;
}

async function uploadParts(
  s3: S3,
  target: Target,
  { handle, size }: { readonly handle: FileHandle; readonly size: number },
  signal: AbortSignal | undefined,
): Promise<void> {
  const { UploadId = "" } = await s3.ask("CreateMultipartUpload", target, signal);
  const upload = { ...target, UploadId };
  const length = Math.max(partBytes, Math.ceil(size / mostParts));
  const send = async (number: number): Promise<Part> => {
    const Body = await piece(handle, (number - 1) * length, Math.min(length, size - (number - 1) * length));
    const { ETag = "" } = await s3.ask("UploadPart", { ...upload, PartNumber: number, Body }, signal);
    return { PartNumber: number, ETag };
  };
  try {
    const parts = await inOrder(Math.ceil(size / length), send);
    await s3.ask("CompleteMultipartUpload", { ...upload, MultipartUpload: { Parts: parts } }, signal);
  } catch (error) {
    // Uploaded parts would be billed until someone removes them.
    await s3.askIf("AbortMultipartUpload", upload).catch(() => {});
    throw error;
  }
}

/** Sends the parts by number, some at once; after the first failure no more are started, and those in progress are awaited. */
async function inOrder(count: number, send: (number: number) => Promise<Part>): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (let first = 1; first <= count; first += width) {
    const batch = Array.from({ length: Math.min(width, count - first + 1) }, (_, index) => send(first + index));
    await Promise.allSettled(batch);
    parts.push(...(await Promise.all(batch)));
  }
  return parts;
}

async function piece(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
