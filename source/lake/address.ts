import { lakeErrors } from "../errors/lake.ts";

/** A place on S3. */
export interface S3Address {
  readonly bucket: string;
  /** The prefix of the keys, without slashes at its ends; "" for the whole bucket. */
  readonly folder: string;
  /** Below it the name of one object, or a pattern; "" for the whole folder. */
  readonly rest: string;
}

export function isS3(text: string): boolean {
  return /^s3:\/\//i.test(text);
}

/**
 * The place that `s3://BUCKET/PREFIX` names: one object if the last part has an extension and no slash follows. Throws
 * UsageError, which does not repeat the address, since it may contain a key.
 */
export function s3Address(text: string): S3Address {
  const [, bucket = "", path = ""] = /^s3:\/\/([A-Za-z0-9][\w.-]{1,254})(?:\/(.*))?$/is.exec(text) ?? [];
  const parts = path.split("/").filter((part) => part !== "");
  if (bucket === "" || !isPlainPath(parts.join("/"))) throw lakeErrors.badAddress();
  const pattern = parts.findIndex((part) => /[*?{}[\]]/.test(part));
  const isObject = !path.endsWith("/") && /\.\w+$/.test(parts.at(-1) ?? "");
  const depth = pattern >= 0 ? pattern : isObject ? parts.length - 1 : parts.length;
  return { bucket, folder: parts.slice(0, depth).join("/"), rest: parts.slice(depth).join("/") };
}

/** Whether it names several objects by a pattern. */
export function isPattern({ rest }: S3Address): boolean {
  return /[*?{}[\]]/.test(rest);
}

/** Whether a key can be the path of a file below a folder, on every system. */
export function isPlainPath(path: string): boolean {
  if (path === "") return true;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a path must not have
  return !/[\u0000-\u001f\u007f\\]/.test(path) && path.split("/").every((part) => !/^\.{0,2}$/.test(part));
}
