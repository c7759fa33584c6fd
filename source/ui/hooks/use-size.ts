import { useStdout } from "ink";
import { useEffect, useState } from "react";
import type { Size } from "../state/app-state.ts";

/** The terminal's size. */
export function useSize(): Size {
  const { columns, rows } = useTerminal();
  const [size, setSize] = useState<Size>({ columns, rows });
  useOnResize(setSize);
  return size;
}

/** Calls back with each new size before Ink receives it, so that Ink's next frame already has the new size. */
export function useOnResize(onResize: (size: Size) => void): void {
  const terminal = useTerminal();
  useEffect(() => {
    const listener = () => onResize({ columns: terminal.columns, rows: terminal.rows });
    terminal.prependListener("resize", listener);
    return () => {
      terminal.off("resize", listener);
    };
  }, [terminal, onResize]);
}

function useTerminal(): NodeJS.WriteStream {
  return useStdout().stdout as NodeJS.WriteStream;
}
