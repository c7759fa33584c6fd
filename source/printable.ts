import { cell } from "./domain/cell.ts";

interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * The sink decides: on a terminal every line of every format passes `cell`, so that no value moves the cursor, writes the
 * clipboard or hides text; a file or a pipe gets the bytes as they are.
 */
export function printable(sink: Sink): Sink {
  if (sink.isTTY !== true) return sink;
  return {
    isTTY: true,
    get columns() {
      return sink.columns ?? 80;
    },
    write: (text) => sink.write(text.split("\n").map(cell).join("\n")),
  };
}
