import { useInput, usePaste } from "ink";
import { useEffect, useRef } from "react";
import { keysOf } from "../keys.ts";

/**
 * The only listener for keys. Terminals deliver a burst as several events in one go: all of its keys are handed over
 * together and in order, so that two thousand cost one frame. What is pasted is text for a prompt, never keys.
 */
export function useKeymap(press: (keys: readonly string[]) => void, paste: (text: string) => void): void {
  const waiting = useRef<string[]>([]);
  const target = useRef(press);
  useEffect(() => {
    target.current = press;
  }, [press]);
  useInput((input, flags) => {
    const isFirst = waiting.current.length === 0;
    waiting.current.push(...keysOf(input, flags));
    if (!isFirst || waiting.current.length === 0) return;
    queueMicrotask(() => {
      const keys = waiting.current;
      waiting.current = [];
      target.current(keys);
    });
  });
  usePaste(paste);
}
