/** Runs jobs one after the other, in order of arrival; one that is aborted before its turn does not start. */
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
