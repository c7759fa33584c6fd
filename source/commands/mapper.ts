import { draftFault } from "../domain/mapping-draft.ts";
import { mappingErrors } from "../errors/mapping.ts";
import { textIfReadable } from "../small-file.ts";
import type { Mapper } from "../ui/state/core.ts";
import type { Proposal } from "../warehouse/propose/proposal.ts";
import type { SampledFile } from "../warehouse/propose/sampled-file.ts";
import { saveMapping } from "./save-mapping.ts";

/** What was decided of a mapping, to go on from when it is opened again. */
export interface Decided {
  /** Columns of the files that it is about. */
  of: string;
  /** The proposal as it was changed; undefined before it was looked at. */
  proposal: Proposal | undefined;
  /** What can be taken back, the oldest first. */
  before: Proposal[];
  /** The mapping file as it was written last. */
  written: { readonly file: string; readonly text: string } | undefined;
}

export function nothingDecided(): Decided {
  return { of: "", proposal: undefined, before: [], written: undefined };
}

/**
 * A mapping of a source while it is looked at and changed: the proposal of "grounds map" with the files at hand until it is
 * closed, going on from what was `decided` where the files have the columns that they had. Rejects with UserError where
 * nothing could be order lines.
 */
export async function openMapper(
  source: string,
  signal: AbortSignal,
  onProgress: (done: number) => void,
  decided: Decided = nothingDecided(),
): Promise<Mapper> {
  const { withProposal } = await import("../warehouse/propose/propose.ts");
  const { changedBy, draftOf } = await import("../warehouse/propose/draft.ts");
  const opened = Promise.withResolvers<Mapper>();
  const closing = Promise.withResolvers<void>();
  const session = withProposal({ source, signal, onProgress }, async (first) => {
    const known = new Map();
    const draft = (proposal: Proposal) => draftOf({ ...first, proposal }, source, known);
    beginAnewWithOthers(decided, first.files);
    let proposal = decided.proposal ?? first.proposal;
    let current = await draft(proposal);
    opened.resolve({
      draft: current,
      async change(change) {
        if (change.kind === "undo" && decided.before.length === 0) return undefined;
        const next =
          change.kind === "undo" ? (decided.before.pop() ?? proposal) : await changedBy({ ...first, proposal }, change);
        if (change.kind !== "undo") decided.before.push(proposal);
        proposal = next;
        decided.proposal = next;
        current = await draft(proposal);
        return current;
      },
      async accept() {
        const fault = draftFault(current);
        if (fault !== undefined) throw mappingErrors.notReady({ fault });
        const { text } = current;
        const { file } = await saveMapping(text, source, { isOverwriting: isAsWritten(decided) });
        decided.written = { file, text };
        return file;
      },
      async close() {
        closing.resolve();
        await session;
      },
    });
    await closing.promise;
  });
  session.catch(opened.reject);
  return opened.promise;
}

function beginAnewWithOthers(decided: Decided, files: readonly SampledFile[]): void {
  const of = JSON.stringify(
    files.map(({ name, tableName, columns }) => [name, tableName, columns.map((one) => one.name)]),
  );
  if (of === decided.of) return;
  decided.of = of;
  decided.proposal = undefined;
  decided.before = [];
}

/** Whether the file is the one that was accepted before, and nobody changed it since. */
function isAsWritten({ written }: Decided): boolean {
  return written !== undefined && textIfReadable(written.file) === written.text;
}
