/** Runs jobs one after the other, in the order they came; one whose signal has come before its turn does not begin. */
export function inTurn(): <Result>(job: () => Promise<Result>, signal: AbortSignal) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (job, signal) => {
    const mine = last.then(() => {
      signal.throwIfAborted();
      return job();
    });
    last = mine.catch(() => {});
    return mine;
  };
}
