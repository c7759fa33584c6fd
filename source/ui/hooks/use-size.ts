import { useWindowSize } from "ink";
import { useEffect } from "react";
import type { Size } from "../app-state.ts";

/** The terminal's size; calls back when it changes. */
export function useSize(onChange?: (size: Size) => void): Size {
  const { columns, rows } = useWindowSize();
  useEffect(() => onChange?.({ columns, rows }), [columns, rows, onChange]);
  return { columns, rows };
}
