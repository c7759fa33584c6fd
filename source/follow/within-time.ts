/**
 * Stops waiting for a broker that leaves a request unanswered for `ms`: rejects with a failure that may be retried. The
 * request may still be carried out later.
 */
export async function withinTime<Answer>(ms: number, work: Promise<Answer>): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = Object.assign(new Error(`no answer within ${ms / 1000} s`), { code: "ETIMEDOUT" });
  const timer = setTimeout(() => reject(late), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
