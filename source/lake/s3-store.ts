import { lakeErrors } from "../errors/lake.ts";
import { isPattern, s3Address } from "./address.ts";
import { listObjects } from "./list-objects.ts";
import { connectS3 } from "./s3.ts";
import type { Store } from "./store.ts";
import { uploadFile } from "./upload.ts";

/** Objects that one request may remove. */
const mostRemoved = 1000;

/** A place on S3 to publish to. Rejects with UserError for an address that is not a folder, or without the package for S3. */
export async function openS3Store(place: string): Promise<Store> {
  const address = s3Address(place);
  if (isPattern(address)) throw lakeErrors.badAddress();
  const { bucket: Bucket } = address;
  const base = [address.folder, address.rest]
    .filter((part) => part !== "")
    .map((part) => `${part}/`)
    .join("");
  const Key = `${base}manifest.json`;
  const s3 = await connectS3(place, "Publishing to S3");
  const manifest: Store["manifest"] = async (signal) => {
    const answer = await s3.askIf("GetObject", { Bucket, Key }, signal);
    if (answer?.Body === undefined) return undefined;
    const pieces: Buffer[] = [];
    for await (const piece of answer.Body) pieces.push(Buffer.from(piece));
    return { text: Buffer.concat(pieces).toString("utf8"), version: answer.ETag ?? "" };
  };
  return {
    place,
    manifest,
    async replaceManifest(text, version) {
      const condition = version === undefined ? { IfNoneMatch: "*" } : { IfMatch: version };
      const written = { Bucket, Key, Body: Buffer.from(text), ...condition };
      // A request whose answer was lost is retried and then refused, because its own manifest already exists.
      return (await s3.askIf("PutObject", written)) !== undefined || (await manifest())?.text === text;
    },
    async files(signal) {
      const objects = await listObjects(s3, { bucket: Bucket, prefix: `${base}data/` }, signal);
      return objects.map(({ key, modified }) => ({ path: key.slice(base.length), modified }));
    },
    put: (path, file, signal) => uploadFile(s3, { bucket: Bucket, key: base + path, file, signal }),
    async remove(paths) {
      for (let at = 0; at < paths.length; at += mostRemoved) {
        const Objects = paths.slice(at, at + mostRemoved).map((path) => ({ Key: base + path }));
        await s3.ask("DeleteObjects", { Bucket, Delete: { Objects, Quiet: true } });
      }
    },
    async clearBrokenOff(before) {
      const { Uploads = [] } = await s3.ask("ListMultipartUploads", { Bucket, Prefix: `${base}data/` });
      for (const { Key: of, UploadId, Initiated } of Uploads)
        if (of !== undefined && UploadId !== undefined && Initiated !== undefined && Initiated < before)
          await s3.askIf("AbortMultipartUpload", { Bucket, Key: of, UploadId });
    },
    close: s3.close,
  };
}
