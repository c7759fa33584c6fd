import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { followErrors } from "../errors/follow.ts";

/** Remembers which topic a folder's messages are from; rejects with UserError if it was another topic of the same name. */
export async function holdTopicId(source: string, topic: string, id: string): Promise<void> {
  const file = join(source, ".follow", `${topic}.id`);
  const known = await readFile(file, "utf8").catch(() => undefined);
  if (known === id) return;
  if (known !== undefined) throw followErrors.otherTopic({ topic, folder: join(source, "transactions") });
  await mkdir(join(source, ".follow"), { recursive: true, mode: 0o700 });
  await writeFile(file, id, { mode: 0o600, flush: true });
}
