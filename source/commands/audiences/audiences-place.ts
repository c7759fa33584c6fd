import { constants, existsSync } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { ownAudiencesOf } from "../places.ts";
import { folderOf } from "../save-mapping.ts";

/** The file of a source's audiences: next to its mapping, or in the data folder if the source may not be written to. */
export async function audiencesFileOf(source: string): Promise<string> {
  const folder = await folderOf(source);
  const beside = join(folder, "audiences.yml");
  const own = ownAudiencesOf(source);
  if (existsSync(beside)) return beside;
  if (existsSync(own)) return own;
  const canWrite = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  return canWrite ? beside : own;
}
