import { useInput, usePaste } from "ink";
import { createContext, useContext, useLayoutEffect, useRef } from "react";
import { keysOf } from "./keys.ts";

type Press = (keys: readonly string[]) => void;

/** Receives the keys: the component on screen, from the moment it is drawn. */
export const KeyTarget = createContext<{ current: Press } | undefined>(undefined);

/**
 * The only key listener. Terminals deliver a burst as several events in one go: all of its keys are passed on together and in
 * order, so that two thousand of them cost one frame. Pasted text goes to a prompt and is never read as keys. Ink drops a
 * listener a moment after its component left the screen: its keys go to the component that replaced it.
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
