import { stat } from "node:fs/promises";
import type { Plan } from "../build/plan.ts";
import type { KnownFile, Previous } from "../build/previous.ts";
import { stampOf } from "../files/file-stamp.ts";
import type { SourceFile } from "../files/source-file.ts";
import type { Model } from "../project/compile.ts";
import { renewedByOf } from "./renewed-by.ts";

/** If more of the order lines changed, rebuilding all of them is less work, and sorts them again. */
export const mostRenewed = 0.1;

/**
 * Whether it is enough to renew the rows that new order lines touch: nothing else has changed, and only in a small part of
 * several files.
 */
export async function isRenewable(
  models: readonly Model[],
  { guessedChanges, files }: Previous,
  { options, source }: Plan,
): Promise<boolean> {
  const { full, select, landing, months, seed } = options;
  if (full === true || [select, landing, months, seed].some((wish) => wish !== undefined)) return false;
  if (guessedChanges.size !== 1 || !guessedChanges.has("transactions")) return false;
  if (!models.some((model) => renewedByOf(model) !== undefined)) return false;
  return isSmallPart(source.tables.get("transactions") ?? [], files);
}

async function isSmallPart(files: readonly SourceFile[], known: ReadonlyMap<string, KnownFile>): Promise<boolean> {
  let [same, added] = [0, 0];
  for (const file of files) {
    const stats = await stat(file.path, { bigint: true }).catch(() => undefined);
    if (stats === undefined) return false;
    const { bytes, mtimeNs, inode } = stampOf(stats);
    const before = known.get(`transactions\n${file.name}`);
    const isSame = before?.bytes === bytes && before.mtimeNs === mtimeNs && before.inode === inode;
    if (isSame) same += bytes;
    else added += bytes;
  }
  const all = [...known].reduce((sum, [key, { bytes }]) => (key.startsWith("transactions\n") ? sum + bytes : sum), 0);
  return added + (all - same) <= mostRenewed * all;
}
