import { useApp } from "ink";
import { createContext, useCallback, useContext, useLayoutEffect } from "react";
import { nobody } from "../painter.ts";

/** Who shows the rows of the screens. */
export const PainterContext = createContext(nobody);

/** Shows these painted rows once they are what the screens are at; nothing while there are none for this size. */
export function usePainter(rows: readonly string[] | undefined): void {
  const painter = useContext(PainterContext);
  useLayoutEffect(() => {
    if (rows !== undefined) painter.show(rows);
  }, [painter, rows]);
}

/** Leaves the terminal to someone else until that has ended, then shows again what there is. */
export function useSuspend(): (callback: () => void | Promise<void>) => Promise<void> {
  const painter = useContext(PainterContext);
  const { suspendTerminal } = useApp();
  return useCallback(
    async (callback) => {
      painter.pause();
      try {
        await suspendTerminal(callback);
      } finally {
        painter.resume();
      }
    },
    [painter, suspendTerminal],
  );
}
