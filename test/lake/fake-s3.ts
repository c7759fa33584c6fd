import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { replaceForNow } from "../errors/triggers/trigger.ts";
import { scratch } from "../warehouse/support/scratch.ts";

interface FakeObject {
  readonly body: Buffer;
  readonly etag: string;
  readonly modified: Date;
}

interface Input {
  readonly Bucket: string;
  readonly Key?: string;
  readonly Prefix?: string;
  readonly [name: string]: unknown;
}

/** S3 in memory, as seen through @aws-sdk/client-s3: conditions, pages of 1,000 keys, uploads in parts. */
export interface FakeS3 {
  readonly buckets: Map<string, Map<string, FakeObject>>;
  readonly uploads: Map<string, { key: string; initiated: Date; parts: Map<number, Buffer> }>;
  /** Operations and keys, in order of arrival. */
  readonly asked: string[];
  /** Called before each operation: the client rejects with what it throws. */
  before: (operation: string, input: Input) => void | Promise<void>;
  /** The form in which the bytes of an object arrive. */
  stream: (body: Buffer) => Readable;
  put(key: string, body: string | Uint8Array, modified?: Date): void;
  text(key: string): string | undefined;
}

/** An S3 with the bucket `coffee`, for the rest of the test: the peer that Grounds loads is this one. */
export async function fakeS3(): Promise<FakeS3> {
  const coffee = new Map<string, FakeObject>();
  const s3: FakeS3 = {
    ...{ buckets: new Map([["coffee", coffee]]), uploads: new Map(), asked: [], before: () => {} },
    stream: (body) => Readable.from([body]),
    put: (key, body, modified = new Date()) => coffee.set(key, objectOf(Buffer.from(body), modified)),
    text: (key) => coffee.get(key)?.body.toString(),
  };
  await installPeer(s3);
  return s3;
}

/** The error that the SDK makes from an answer. */
export function refusal(status: number, name: string): Error {
  const secret = "The key AKIACANARY you signed with, secret SECRETCANARY, is not right";
  return Object.assign(new Error(secret), { name, $metadata: { httpStatusCode: status } });
}

async function installPeer(s3: FakeS3): Promise<void> {
  const folder = await scratch();
  const own = join(folder, "node_modules/@aws-sdk/client-s3");
  await mkdir(own, { recursive: true });
  const names = Object.keys(operations);
  const commands = names.map(
    (name) => `export class ${name}Command { operation = "${name}"; constructor(input) { this.input = input; } }`,
  );
  const client = "export class S3Client { send(command) { return globalThis.answerFakeS3(command); } destroy() {} }";
  await writeFile(join(own, "package.json"), '{"type": "module", "exports": "./index.js"}');
  await writeFile(join(own, "index.js"), [client, ...commands].join("\n"));
  process.env.GROUNDS_PEERS = folder;
  onTestFinished(() => {
    delete process.env.GROUNDS_PEERS;
  });
  const answer = async ({ operation, input }: { operation: keyof typeof operations; input: Input }) => {
    s3.asked.push(`${operation} ${input.Key ?? input.Prefix ?? ""}`);
    await s3.before(operation, input);
    const bucket = s3.buckets.get(input.Bucket);
    if (bucket === undefined) throw refusal(404, "NoSuchBucket");
    return operations[operation](s3, bucket, input);
  };
  replaceForNow(globalThis as { answerFakeS3?: unknown }, "answerFakeS3", answer);
}

type Operation = (s3: FakeS3, bucket: Map<string, FakeObject>, input: Input) => unknown;

const operations = {
  ListObjectsV2: (_s3, bucket, { Prefix = "", ContinuationToken }) => {
    const after = String(ContinuationToken ?? "");
    const keys = [...bucket.keys()].filter((key) => key.startsWith(Prefix) && key > after).sort();
    const page = keys.slice(0, 1000);
    const Contents = page.map((Key) => {
      const { body, etag, modified } = bucket.get(Key) as FakeObject;
      return { Key, ETag: etag, Size: body.length, LastModified: modified };
    });
    return { Contents, ...(keys.length > page.length ? { NextContinuationToken: page.at(-1) } : {}) };
  },
  GetObject: (s3, bucket, { Key = "", IfMatch, Range }) => {
    const found = bucket.get(Key);
    if (found === undefined) throw refusal(404, "NoSuchKey");
    if (IfMatch !== undefined && IfMatch !== found.etag) throw refusal(412, "PreconditionFailed");
    const from = Number(/^bytes=(\d+)-$/.exec(String(Range ?? ""))?.[1] ?? 0);
    return { Body: s3.stream(found.body.subarray(from)), ETag: found.etag };
  },
  PutObject: (_s3, bucket, { Key = "", Body, IfMatch, IfNoneMatch }) => {
    const found = bucket.get(Key);
    if (IfNoneMatch === "*" && found !== undefined) throw refusal(412, "PreconditionFailed");
    if (IfMatch !== undefined && found === undefined) throw refusal(404, "NoSuchKey");
    if (IfMatch !== undefined && found?.etag !== IfMatch) throw refusal(412, "PreconditionFailed");
    const object = objectOf(Buffer.from(Body as Uint8Array), new Date());
    bucket.set(Key, object);
    return { ETag: object.etag };
  },
  DeleteObjects: (_s3, bucket, { Delete }) => {
    for (const { Key } of (Delete as { Objects: { Key: string }[] }).Objects) bucket.delete(Key);
    return {};
  },
  CreateMultipartUpload: (s3, _bucket, { Key = "" }) => {
    const UploadId = `upload-${s3.uploads.size + 1}`;
    s3.uploads.set(UploadId, { key: Key, initiated: new Date(), parts: new Map() });
    return { UploadId };
  },
  UploadPart: (s3, _bucket, { UploadId, PartNumber, Body }) => {
    const upload = s3.uploads.get(String(UploadId));
    if (upload === undefined) throw refusal(404, "NoSuchUpload");
    const body = Buffer.from(Body as Uint8Array);
    upload.parts.set(Number(PartNumber), body);
    return { ETag: objectOf(body, new Date()).etag };
  },
  CompleteMultipartUpload: (s3, bucket, { Key = "", UploadId, MultipartUpload }) => {
    const upload = s3.uploads.get(String(UploadId));
    if (upload === undefined) throw refusal(404, "NoSuchUpload");
    const parts = (MultipartUpload as { Parts: { PartNumber: number }[] }).Parts;
    bucket.set(
      Key,
      objectOf(Buffer.concat(parts.map(({ PartNumber }) => upload.parts.get(PartNumber) as Buffer)), new Date()),
    );
    s3.uploads.delete(String(UploadId));
    return {};
  },
  AbortMultipartUpload: (s3, _bucket, { UploadId }) => {
    if (!s3.uploads.delete(String(UploadId))) throw refusal(404, "NoSuchUpload");
    return {};
  },
  ListMultipartUploads: (s3, _bucket, { Prefix = "" }) => ({
    Uploads: [...s3.uploads]
      .filter(([, { key }]) => key.startsWith(Prefix))
      .map(([UploadId, { key, initiated }]) => ({ Key: key, UploadId, Initiated: initiated })),
  }),
} satisfies Readonly<Record<string, Operation>>;

function objectOf(body: Buffer, modified: Date): FakeObject {
  return { body, etag: `"${createHash("md5").update(body).digest("hex")}"`, modified };
}
