import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { BuildEvent, CopyEvent } from "../domain/build-event.ts";
import type { Streams } from "./command.ts";
import { copyFolderOf } from "./places.ts";
import type { SourceChoice } from "./session.ts";

/** How long to wait for another process that is copying the same source. */
const mostWaitMs = 10 * 60_000;

/** Brings the copy of a source on S3 up to date, if the source is there; rejects as the copying does. */
export async function* copyFromS3(
  { address }: Pick<SourceChoice, "address">,
  signal: AbortSignal,
): AsyncGenerator<BuildEvent | CopyEvent> {
  if (address === undefined) return;
  const [{ copySource }, { waitForLock }, { sourceFile }] = await Promise.all([
    import("../lake/copy-source.ts"),
    import("../warehouse/build/lock.ts"),
    import("../warehouse/files/source-file.ts"),
  ]);
  const folder = copyFolderOf(address);
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  const release = yield* waitForLock(folder, { waitMs: mostWaitMs, signal });
  try {
    yield* copySource({ address, folder, signal, isRead: (path) => sourceFile(path, path) !== undefined });
  } finally {
    await release();
  }
}

/** Like copyFromS3, reporting on the log what is copied. */
export async function copyAndTell(choice: Pick<SourceChoice, "address">, { log, signal }: Streams): Promise<void> {
  const { tellBuild } = await import("./tell-build.ts");
  const tell = tellBuild({ log });
  for await (const event of copyFromS3(choice, signal)) tell(event);
}
