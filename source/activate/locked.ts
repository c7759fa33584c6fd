import { mkdir } from "node:fs/promises";
import { activationErrors } from "../errors/activation.ts";
import { UserError } from "../errors.ts";
import { takeLock } from "../warehouse/build/lock.ts";
import { ledgerFileIn } from "./ledger.ts";

/**
 * Lets one process at a time send; the rest of a generator runs under the lock. Rejects with UserError while another one is
 * sending.
 */
export async function* holdingLock<Step, Result>(
  folder: string,
  work: () => AsyncGenerator<Step, Result>,
): AsyncGenerator<Step, Result> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const release = await lock(folder);
  try {
    return yield* work();
  } finally {
    await release();
  }
}

async function lock(folder: string): Promise<() => Promise<void>> {
  try {
    return await takeLock(ledgerFileIn(folder));
  } catch (error) {
    throw error instanceof UserError ? activationErrors.busy() : error;
  }
}
