import { matchesGlob } from "node:path";
import { lakeErrors } from "../errors/lake.ts";
import { isPattern, isPlainPath, type S3Address } from "./address.ts";
import { listObjects, type S3Object } from "./list-objects.ts";
import type { S3 } from "./s3.ts";

/** An object of a source, and the path of its copy below the source's folder. */
export interface SourceObject extends S3Object {
  readonly path: string;
}

export interface SourcePlace extends S3Address {
  /** As it was given. */
  readonly text: string;
}

/** Files next to those of a source that belong to it. */
const companions = ["grounds.yml", "audiences.yml", "events.yml"];

/**
 * The objects of a source: the named one, or those in a folder and its subfolders that have a supported format. Rejects
 * with UserError if there are none.
 */
export async function sourceObjects(
  s3: S3,
  place: SourcePlace,
  isRead: (path: string) => boolean,
  signal?: AbortSignal,
): Promise<readonly SourceObject[]> {
  const base = place.folder === "" ? "" : `${place.folder}/`;
  const listed = await allUnder(s3, place, base, signal);
  const objects = listed.map((object) => ({ ...object, path: object.key.slice(base.length) }));
  const isOfFormat = ({ path }: SourceObject) => isPlainPath(path) && path.split("/").length <= 2 && isRead(path);
  const files = objects.filter((object) => object.path !== "" && isWanted(place, object.path) && isOfFormat(object));
  if (files.length === 0) {
    const ignored = listed.map(({ key }) => key).slice(0, 1);
    throw lakeErrors.nothingThere({ place: place.text, objects: listed.length, ignored });
  }
  return [...files, ...objects.filter(({ path }) => companions.includes(path))];
}

/** In a single object's folder, which may be large, only what can matter is listed. */
async function allUnder(
  s3: S3,
  place: S3Address,
  base: string,
  signal: AbortSignal | undefined,
): Promise<readonly S3Object[]> {
  const { bucket, rest } = place;
  if (rest === "" || isPattern(place)) return listObjects(s3, { bucket, prefix: base }, signal);
  const keys = [rest, ...companions].map((name) => base + name);
  const listed = await Promise.all(keys.map((key) => listObjects(s3, { bucket, prefix: key }, signal)));
  return listed.flat().filter(({ key }) => keys.includes(key));
}

function isWanted(place: S3Address, path: string): boolean {
  if (place.rest === "") return true;
  return isPattern(place) ? matchesGlob(path, place.rest) : path === place.rest;
}
