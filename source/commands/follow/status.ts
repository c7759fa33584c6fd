import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "zod";
import type { Followed } from "../../domain/pipeline.ts";
import { readSmallFile } from "../../small-file.ts";

const schema = z.object({
  topic: z.string(),
  at: z.string(),
  lag: z.number(),
  rate: z.number(),
  deadLetters: z.number(),
});

/** The file next to the warehouse in which a follower keeps its progress. */
export function followFileOf(warehouse: string): string {
  return `${warehouse.replace(/\.duckdb$/, "")}.follow.json`;
}

/** Writes it atomically, because screens read it at the same time. */
export async function writeFollowStatus(file: string, status: Omit<Followed, "at">): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.tmp`, JSON.stringify({ ...status, at: new Date().toISOString() }), { mode: 0o600 });
  await rename(`${file}.tmp`, file);
}

/** Undefined if no topic is followed into this warehouse. */
export async function readFollowStatus(file: string): Promise<Followed | undefined> {
  try {
    return schema.parse(JSON.parse(readSmallFile(file)));
  } catch {
    return undefined;
  }
}
