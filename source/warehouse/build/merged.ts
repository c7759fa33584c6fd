interface Turn<T> {
  readonly part: AsyncGenerator<T>;
  readonly step: IteratorResult<T>;
}

/** Merges the output of several generators as it comes. The first failure ends all, and is thrown once the others have ended. */
export async function* merged<T>(...parts: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const next = (part: AsyncGenerator<T>): Promise<Turn<T>> => part.next().then((step) => ({ part, step }));
  const turns = new Map(parts.map((part) => [part, next(part)]));
  try {
    while (turns.size > 0) {
      const { part, step } = await Promise.race(turns.values());
      if (step.done) turns.delete(part);
      else {
        turns.set(part, next(part));
        yield step.value;
      }
    }
  } finally {
    await Promise.allSettled([...turns.values(), ...parts.map((part) => part.return(undefined))]);
  }
}
