import { draftFault } from "../domain/mapping-draft.ts";
import { mappingErrors } from "../errors/mapping.ts";
import type { Mapper } from "../ui/core.ts";
import type { Proposal } from "../warehouse/propose/proposal.ts";
import { saveMapping } from "./save-mapping.ts";

/**
 * A mapping of a source while it is looked at and changed: the proposal of "grounds map" with the files at hand until it is
 * closed. Rejects with UserError where nothing could be order lines.
 */
export async function openMapper(
  source: string,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Mapper> {
  const { withProposal } = await import("../warehouse/propose/propose.ts");
  const { changedBy, draftOf } = await import("../warehouse/propose/draft.ts");
  const opened = Promise.withResolvers<Mapper>();
  const closing = Promise.withResolvers<void>();
  const session = withProposal({ source, signal, onProgress }, async (first) => {
    const known = new Map();
    const draft = (proposal: Proposal) => draftOf({ ...first, proposal }, source, known);
    const before: Proposal[] = [];
    let proposal = first.proposal;
    let current = await draft(proposal);
    opened.resolve({
      draft: current,
      async change(change) {
        if (change.kind === "undo" && before.length === 0) return undefined;
        const next =
          change.kind === "undo" ? (before.pop() ?? proposal) : await changedBy({ ...first, proposal }, change);
        if (change.kind !== "undo") before.push(proposal);
        proposal = next;
        current = await draft(proposal);
        return current;
      },
      async accept() {
        const fault = draftFault(current);
        if (fault !== undefined) throw mappingErrors.notReady({ fault });
        const { file } = await saveMapping(current.text, source, { isOverwriting: false });
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
