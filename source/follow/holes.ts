import { followErrors } from "../errors/follow.ts";
import type { FollowedMessage } from "./message.ts";

/** Offsets of a partition without messages, from `from` up to but not including the next one. */
export interface Hole {
  readonly partition: number;
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * The offsets missing before and between messages: those of markers that end a transaction, of compacted messages, or of
 * messages that the broker deleted.
 *
 * @param expected the next offset by partition; unknown for new partitions
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
 * Rejects holes of messages that the broker deleted before they were read, which would otherwise be missing silently.
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
