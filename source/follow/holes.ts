import { followErrors } from "../errors/follow.ts";
import type { FollowedMessage } from "./message.ts";

/** Offsets of a partition that no message came with: from one, up to and without another. */
export interface Hole {
  readonly partition: number;
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * The offsets that are left out before and between messages: those of marks that end a transaction, of messages that were
 * compacted, or of what the broker deleted.
 *
 * @param expected the offset that comes next, by partition; not known for partitions that are new
 */
export function holesIn(messages: readonly FollowedMessage[], expected: ReadonlyMap<number, bigint>): readonly Hole[] {
  const next = new Map(expected);
  return messages.flatMap(({ partition, offset }) => {
    const from = next.get(partition) ?? offset;
    next.set(partition, offset + 1n);
    return from < offset ? [{ partition, from, to: offset }] : [];
  });
}

/**
 * Rejects holes of messages that the broker deleted before they were read: without a word they would be missing.
 *
 * @param first the first offset that the broker still has, by partition
 */
export function refuseDeleted(topic: string, holes: readonly Hole[], first: readonly bigint[]): void {
  for (const { partition, from, to } of holes) {
    const kept = first[partition] ?? 0n;
    if (from >= kept) continue;
    const last = (kept < to ? kept : to) - 1n;
    throw followErrors.gap({ topic, partition, first: String(from), last: String(last) });
  }
}
