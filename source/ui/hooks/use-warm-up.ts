import { useEffect, useState } from "react";
import type { Queries } from "../state/queries.ts";

const pauseMs = 40;

/**
 * Draws the component again so many times while nothing is asked: V8 compiles only what has run often, and without this the
 * first keys take twice as long as those after them. Nothing is written, because the frames are the same.
 */
export function useWarmUp(queries: Pick<Queries, "isIdle">, frames: number): void {
  const [left, setLeft] = useState(frames);
  useEffect(() => {
    if (left === 0) return;
    const timer = setInterval(() => queries.isIdle() && setLeft(left - 1), pauseMs);
    return () => clearInterval(timer);
  }, [queries, left]);
}
