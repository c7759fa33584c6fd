import type { CountingNews } from "../domain/mapping-draft.ts";
import { UserError } from "../errors.ts";
import type { Proposed, ProposeOptions } from "../warehouse/propose/propose.ts";
import type { SampleSize } from "../warehouse/propose/sample-size.ts";

/** A proposal with its files at hand until it is closed. */
export interface OpenProposal {
  readonly proposed: Proposed;
  close(): Promise<void>;
}

/** Opens a proposal. Rejects as `withProposal` does. */
export async function openProposal(options: ProposeOptions): Promise<OpenProposal> {
  const { withProposal } = await import("../warehouse/propose/propose.ts");
  const opened = Promise.withResolvers<OpenProposal>();
  const closing = Promise.withResolvers<void>();
  const session = withProposal(options, async (proposed) => {
    opened.resolve({
      proposed,
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

/** Opens a proposal from samples of large files; from all rows if nothing can be proposed from the samples. */
export async function openFirst(options: ProposeOptions, size: SampleSize | undefined): Promise<OpenProposal> {
  const { firstSample } = await import("../warehouse/propose/sample-size.ts");
  try {
    return await openProposal({ ...options, sample: size ?? firstSample });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return openProposal(options);
  }
}

/** Runs tasks one after another. */
export function turns(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task);
    last = next.catch(() => {});
    return next;
  };
}

/**
 * Counts all rows in the background until it is stopped. It begins with the first follower, so that the first screen is drawn
 * before; each follower gets the latest news at once, then all that come.
 */
export function counted(count: (signal: AbortSignal, tell: (news: CountingNews) => void) => Promise<void>): {
  readonly follow: (take: (news: CountingNews) => void) => () => void;
  stop(): Promise<void>;
} {
  const stopping = new AbortController();
  const followers = new Set<(news: CountingNews) => void>();
  let latest: CountingNews = { kind: "counting", done: 0 };
  const tell = (news: CountingNews) => {
    latest = news;
    for (const take of followers) take(news);
  };
  const begin = () =>
    count(stopping.signal, tell).catch((error: unknown) => {
      if (!stopping.signal.aborted) tell({ kind: "not_counted", text: textOf(error) });
    });
  let running: Promise<void> | undefined;
  return {
    follow(take) {
      followers.add(take);
      running ??= begin();
      take(latest);
      return () => followers.delete(take);
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function textOf(error: unknown): string {
  return error instanceof UserError ? `${error.message}: ${error.why} ${error.next}` : String(error);
}
