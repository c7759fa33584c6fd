import { LRUCache } from "lru-cache";
import { bytesIn } from "./bytes-in.ts";

/**
 * A cache of the values set or read last, by key: as many as take at most `mostBytes` together, keys included. The last one
 * set stays, however large, so that it is not computed twice.
 */
export function recentValues<Value extends object | string>(mostBytes: number): LRUCache<string, Value> {
  return new LRUCache({
    maxSize: mostBytes,
    sizeCalculation: (value, key) => Math.min(mostBytes, bytesIn(key) + bytesIn(value)),
  });
}
