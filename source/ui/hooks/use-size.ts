import { useStdout } from "ink";
import { useEffect, useState } from "react";
import type { Size } from "../state/app-state.ts";

/** The terminal's size. */
export function useSize(): Size {
  const { columns, rows } = useTerminal();
  const [size, setSize] = useState<Size>({ columns, rows });
  useOnResize(size, setSize);
  return size;
}

/**
 * Calls back with each new size before Ink receives it, so that Ink's next frame already has the new size; also if the size
 * changed from the known one before resizes were heard.
 */
export function useOnResize({ columns, rows }: Size, onResize: (size: Size) => void): void {
  const terminal = useTerminal();
  useEffect(() => {
    const listener = () => onResize({ columns: terminal.columns, rows: terminal.rows });
    if (terminal.columns !== columns || terminal.rows !== rows) listener();
    terminal.prependListener("resize", listener);
    return () => {
      terminal.off("resize", listener);
    };
  }, [terminal, columns, rows, onResize]);
}

function useTerminal(): NodeJS.WriteStream {
  return useStdout().stdout as NodeJS.WriteStream;
}
