/** Where the columns of padded text start, as offsets in a line; the first is 0. */
export type ColumnStarts = readonly number[];

const fewestColumns = 3;
const fewestLines = 3;
/** Lines of a table have values in most of its columns; titles and notes do not. */
const mostlyFilled = 0.5;

/**
 * The columns of text padded with spaces, from the positions that are blank in all lines of the table: a line drawn below the
 * header shows them, otherwise they are found from the lines of the usual length. Undefined for any other text.
 */
export function columnStarts(lines: readonly string[]): ColumnStarts | undefined {
  const ruled = lines.find((line) => /^\s*-+( +-+){2,}\s*$/.test(line));
  if (ruled !== undefined)
    return startsOf(
      ruled,
      [...ruled].map((sign) => sign === " "),
    );
  const body = tableLines(lines);
  if (body.length < fewestLines) return undefined;
  const width = Math.max(...body.map((line) => line.length));
  const isGap = Array.from({ length: width }, (_, at) => body.every((line) => (line[at] ?? " ") === " "));
  const starts = startsOf(body[0] ?? "", isGap, body);
  const filled = body.filter(
    (line) => cellsAt(line, starts).filter((cell) => cell !== "").length >= mostlyFilled * starts.length,
  );
  return starts.length >= fewestColumns && filled.length === body.length ? starts : undefined;
}

/** The values of a line, without the spaces around them. */
export function cellsAt(line: string, starts: ColumnStarts): string[] {
  return starts.map((start, index) => line.slice(start, starts[index + 1]).trim());
}

/** Lines with several values, some of them separated by two or more spaces. */
function tableLines(lines: readonly string[]): readonly string[] {
  const likely = lines.filter((line) => / {2,}\S/.test(line.trim()) && !line.includes("\t"));
  return likely.length >= 0.8 * lines.filter((line) => line.trim() !== "").length ? likely : [];
}

/**
 * A column starts at its first character or, if its values are right-aligned like numbers, after the previous column, because
 * longer numbers further down extend to the left.
 */
function startsOf(first: string, isGap: readonly boolean[], body: readonly string[] = [first]): ColumnStarts {
  const starts: number[] = [];
  for (let at = 0; at < isGap.length; at += 1) {
    if (isGap[at] || (at > 0 && !isGap[at - 1])) continue;
    const end = isGap.indexOf(true, at);
    const last = (end < 0 ? isGap.length : end) - 1;
    const filledAt = (place: number) => body.filter((line) => (line[place] ?? " ") !== " ").length;
    const gapFrom = isGap.lastIndexOf(false, at - 1) + 1;
    starts.push(starts.length === 0 ? 0 : filledAt(at) < filledAt(last) ? gapFrom : at);
  }
  return starts;
}
