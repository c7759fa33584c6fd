/**
 * Results of jobs in the order of the jobs, `width` of them under way at once. The first that fails ends all: those under
 * way are waited for, the rest is not begun.
 */
export async function* inTurn<T>(jobs: readonly (() => Promise<T>)[], width: number): AsyncGenerator<T> {
  const begun: Promise<T>[] = [];
  const begin = () => {
    const job = jobs[begun.length];
    if (!job) return;
    const running = job();
    // Where it fails it is told when its turn comes.
    running.catch(() => {});
    begun.push(running);
  };
  try {
    for (let index = 0; index < jobs.length; index += 1) {
      while (begun.length < Math.min(jobs.length, index + width)) begin();
      const next = begun[index];
      if (next) yield await next;
    }
  } finally {
    await Promise.allSettled(begun);
  }
}
