import type { S3 } from "./s3.ts";

export interface S3Object {
  readonly key: string;
  /** S3's tag of its content, which changes with the content. */
  readonly etag: string;
  readonly bytes: number;
  readonly modified: Date;
}

/** All objects whose keys have the prefix, in key order, fetched in pages of 1,000. */
export async function listObjects(
  s3: S3,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  signal?: AbortSignal,
): Promise<readonly S3Object[]> {
  const found: S3Object[] = [];
  let next: string | undefined;
  do {
    const page = await s3.ask("ListObjectsV2", { Bucket: bucket, Prefix: prefix, ContinuationToken: next }, signal);
    for (const { Key: key, ETag: etag = "", Size: bytes = 0, LastModified: modified = new Date(0) } of page.Contents ??
      [])
      if (key !== undefined) found.push({ key, etag, bytes, modified });
    next = page.NextContinuationToken;
  } while (next !== undefined);
  return found;
}
