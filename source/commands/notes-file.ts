import * as z from "zod";
import type { StepId } from "../analysis/investigation.ts";
import type { Stories, Story } from "../analysis/story.ts";
import { fileErrors } from "../errors/file.ts";
import { UserError } from "../errors.ts";
import { writeNewFile } from "../export/write-file.ts";
import { keptBytes, readSmallFile, UnreadableFile } from "../small-file.ts";

/** The notes of one warehouse: those read when it was opened, and how to save more. */
export interface NotesFile {
  readonly stories: Stories;
  /** Why the file could not be read; it is then not overwritten. */
  readonly problem?: string;
  /** Saves one question's story and keeps what the file now has on others; rejects with UserError. */
  save(key: string, story: Story): Promise<void>;
  /** Resolves once everything passed to `save` is written. */
  settled(): Promise<void>;
}

const stepIds = [
  "confirm",
  "true_up",
  "welcome",
  "prepaid",
  "bag_size",
  "profile",
  "list_price",
  "returns",
  "volume",
  "bridge",
  "segments",
  "report",
] as const satisfies readonly StepId[];

const steps = z.array(z.enum(stepIds)).default([]);
const story = z.object({
  notes: z.partialRecord(z.enum(stepIds), z.string()).default({}),
  excluded: steps,
  seen: steps,
});
const content = z.object({ version: z.literal(1), questions: z.record(z.string(), story) });

/** `warehouse.notes.json` next to `warehouse.duckdb`. */
function notesFileOf(warehouse: string): string {
  return `${warehouse.replace(/\.duckdb$/, "")}.notes.json`;
}

/** The notes next to a warehouse; those of one in memory are lost with it. */
export async function openNotes(warehouse: string | undefined): Promise<NotesFile> {
  if (warehouse === undefined) return { stories: {}, save: async () => {}, settled: async () => {} };
  const file = notesFileOf(warehouse);
  const { stories, problem } = await readStories(file).then(
    (read) => ({ stories: read, problem: undefined }),
    (error: unknown) => ({ stories: {}, problem: error instanceof UserError ? describe(error) : String(error) }),
  );
  let last: Promise<void> = Promise.resolve();
  return {
    stories,
    ...(problem === undefined ? {} : { problem }),
    save(key, own) {
      const written = last.then(() => writeStory(file, key, own));
      last = written.catch(() => {});
      return written;
    },
    settled: () => last,
  };
}

/** Other programs may have written in between, so the file is read again and only this question's part is replaced. */
async function writeStory(file: string, key: string, own: Story): Promise<void> {
  const { [key]: _, ...others } = await readStories(file);
  const isEmpty = own.seen.length + own.excluded.length + Object.keys(own.notes).length === 0;
  const all: Stories = isEmpty ? others : { ...others, [key]: own };
  const questions = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeNewFile(file, `${JSON.stringify({ version: 1, questions }, undefined, 2)}\n`, true);
}

async function readStories(file: string): Promise<Stories> {
  let text: string;
  try {
    text = readSmallFile(file, keptBytes);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    if (error.isAbsent) return {};
    throw unreadable(file, error.message);
  }
  const parsed = content.safeParse(plainOf(text));
  if (!parsed.success) throw unreadable(file, "It holds something else.");
  return parsed.data.questions;
}

function plainOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(file: string, why: string): UserError {
  return fileErrors.notesUnreadable({ file, why });
}

function describe({ message, why, next }: UserError): string {
  return `${message}. ${why} ${next}`;
}
