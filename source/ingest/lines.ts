export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** False for a last line without a line end. */
  readonly isWhole: boolean;
}

/** The lines of UTF-8 bytes, as they arrive. */
export async function* linesIn(input: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let rest = "";
  let number = 0;
  for await (const bytes of input) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      number += 1;
      yield { text, number, isWhole: true };
    }
  }
  rest += decoder.decode();
  if (rest !== "") yield { text: rest, number: number + 1, isWhole: false };
}
