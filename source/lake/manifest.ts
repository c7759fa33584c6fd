import { lakeErrors } from "../errors/lake.ts";

/** A table as published: one Parquet file. */
export interface PublishedTable {
  readonly schema: string;
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly file: PublishedFile;
}

export interface PublishedFile {
  /** Below the place of publication; it contains the hash, so that the path changes with the content. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What is published: readers read these files and no others. */
export interface Manifest {
  readonly format: 1;
  readonly program: string;
  /** ISO 8601, UTC. */
  readonly published_at: string;
  /** The build that the tables are from, and what it read. */
  readonly build: { readonly run_id: string; readonly ended_at: string; readonly source: string };
  readonly tables: readonly PublishedTable[];
  /** Files of the previous manifest, which stay for readers that started with it. */
  readonly previous: readonly string[];
}

/** The paths of published files: nothing else is ever removed. */
const publishedPath = /^data\/(silver|gold)\/\w+\/[0-9a-f]{64}\.parquet$/;

export function isPublishedPath(path: string): boolean {
  return publishedPath.test(path);
}

export function pathOf(schema: string, name: string, sha256: string): string {
  return `data/${schema}/${name}/${sha256}.parquet`;
}

/** Throws UserError for a text that is not a manifest of ours. */
export function parseManifest(text: string, place: string): Manifest {
  const manifest = parsed(text);
  if (manifest === undefined)
    throw lakeErrors.notPublished({ place, why: "Its manifest.json was not written by Grounds." });
  return manifest;
}

function parsed(text: string): Manifest | undefined {
  try {
    const value: Partial<Manifest> = JSON.parse(text);
    const paths = [...(value.tables ?? []).map(({ file }) => file.path), ...(value.previous ?? [])];
    const isOurs = value.format === 1 && value.tables !== undefined && paths.every(isPublishedPath);
    return isOurs ? (value as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 1)}\n`;
}
