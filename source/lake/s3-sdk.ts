import type { Readable } from "node:stream";

/** The part of S3's requests and answers that is used here, since the package is not a dependency. */
export interface S3Operations {
  ListObjectsV2: [
    { Bucket: string; Prefix: string; ContinuationToken?: string | undefined },
    { Contents?: readonly Listed[]; NextContinuationToken?: string },
  ];
  GetObject: [
    { Bucket: string; Key: string; IfMatch?: string; Range?: string },
    { Body?: Readable; ETag?: string; ContentLength?: number },
  ];
  PutObject: [Written & { Body: Uint8Array; IfMatch?: string; IfNoneMatch?: string }, { ETag?: string }];
  DeleteObjects: [{ Bucket: string; Delete: { Objects: { Key: string }[]; Quiet: boolean } }, object];
  CreateMultipartUpload: [Written, { UploadId?: string }];
  UploadPart: [
    { Bucket: string; Key: string; UploadId: string; PartNumber: number; Body: Uint8Array },
    { ETag?: string },
  ];
  CompleteMultipartUpload: [
    { Bucket: string; Key: string; UploadId: string; MultipartUpload: { Parts: readonly Part[] } },
    object,
  ];
  AbortMultipartUpload: [{ Bucket: string; Key: string; UploadId: string }, object];
  ListMultipartUploads: [
    { Bucket: string; Prefix: string },
    { Uploads?: readonly { Key?: string; UploadId?: string; Initiated?: Date }[] },
  ];
}

interface Listed {
  readonly Key?: string;
  readonly ETag?: string;
  readonly Size?: number;
  readonly LastModified?: Date;
}

interface Written {
  readonly Bucket: string;
  readonly Key: string;
}

/** A part of an upload that arrived. */
export interface Part {
  readonly PartNumber: number;
  readonly ETag: string;
}

/** The package @aws-sdk/client-s3, as far as it is used. */
export type S3Module = {
  readonly S3Client: new (
    settings: object,
  ) => { send(command: unknown, options: { abortSignal?: AbortSignal }): Promise<unknown>; destroy(): void };
} & { readonly [Name in keyof S3Operations as `${Name}Command`]: new (input: S3Operations[Name][0]) => unknown };
