/**
 * Results of jobs in the order of the jobs, with `width` of them running at once. The first failure ends everything: running
 * jobs are awaited, the rest is not started.
 */
export async function* inTurn<T>(jobs: readonly (() => Promise<T>)[], width: number): AsyncGenerator<T> {
  const begun: Promise<T>[] = [];
  const begin = () => {
    const job = jobs[begun.length];
    if (!job) return;
    const running = job();
    // A failure is reported when its turn comes.
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
