import { useInput, usePaste } from "ink";
import { createContext, useContext, useLayoutEffect, useRef } from "react";
import { keysOf } from "./keys.ts";

type Press = (keys: readonly string[]) => void;

/** Who takes keys now: what is on screen, from the moment on at which it is drawn. */
export const KeyTarget = createContext<{ current: Press } | undefined>(undefined);

/**
 * The only listener for keys. Terminals deliver a burst as several events in one go: all of its keys are handed over
 * together and in order, so that two thousand cost one frame. What is pasted is text for a prompt, never keys. Ink lets go
 * of a listener a moment after what it belonged to left the screen: its keys go to whoever came in its place.
 */
export function useKeymap(press: Press, paste: (text: string) => void): void {
  const waiting = useRef<string[]>([]);
  const own = useRef(press);
  const target = useContext(KeyTarget) ?? own;
  useLayoutEffect(() => {
    target.current = press;
  }, [press, target]);
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
