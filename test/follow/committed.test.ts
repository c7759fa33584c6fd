import { expect, it } from "vitest";
import { type Batch, emptyAborted } from "../../source/follow/committed.ts";

const [plain, transactional, mark] = [0, 16, 48];
const [aborts, commits] = [0, 1];

function batch(first: number, attributes: number, producer = 1, kind = commits): Batch {
  const key = Buffer.from([0, 0, 0, kind]);
  return {
    attributes,
    producerId: BigInt(producer),
    firstOffset: BigInt(first),
    lastOffsetDelta: 0,
    records: [{ key }],
  };
}

/** First offsets of the batches that keep their messages. */
function kept(records: readonly Batch[], aborted: readonly (readonly [producer: number, first: number])[]) {
  const abortedTransactions = aborted.map(([producer, first]) => ({
    producerId: BigInt(producer),
    firstOffset: BigInt(first),
  }));
  emptyAborted({ records, abortedTransactions });
  return records.flatMap(({ records: some, firstOffset, attributes }) =>
    some.length > 0 && attributes !== mark ? [Number(firstOffset)] : [],
  );
}

it("leaves out every transaction that a producer aborted, not only the last", () => {
  const records = [
    batch(0, transactional),
    batch(1, mark, 1, aborts),
    batch(2, transactional),
    batch(3, mark, 1, aborts),
    batch(4, transactional),
    batch(5, mark, 1, commits),
    batch(6, transactional),
    batch(7, mark, 1, aborts),
  ];
  const aborted = [
    [1, 0],
    [1, 2],
    [1, 6],
  ] as const;
  expect(kept(records, aborted)).toEqual([4]);
  expect(records).toHaveLength(8);
});

it("leaves it out even if its end is not in the same answer, and keeps what others sent in between", () => {
  const records = [
    batch(0, transactional, 1),
    batch(1, plain, -1),
    batch(2, transactional, 2),
    batch(3, transactional, 1),
  ];
  expect(kept(records, [[1, 0]])).toEqual([1, 2]);
});

it("keeps everything if nothing was aborted", () => {
  const records = [batch(0, transactional), batch(1, mark)];
  emptyAborted({ records, abortedTransactions: null });
  expect(records.every(({ records: some }) => some.length === 1)).toBe(true);
});
