import { join } from "node:path";
import { UserError } from "../../source/errors.ts";
import { scratch } from "../warehouse/support/scratch.ts";

/** Reads a file as the commands do, or asks what needs none. */
export type Read = (file: string) => unknown;

/** What happened, why and what to do next, where reading a file of this text fails; undefined if it does not. */
export async function messageOf(read: Read, text: string): Promise<readonly string[] | undefined> {
  const folder = await scratch({ file: text });
  try {
    await read(join(folder, "file"));
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [error.message, error.why, error.next].map((one) => one.replaceAll(`${folder}/`, ""));
  }
}
