import type { Catalog } from "../../../domain/catalog.ts";
import type { ResultRow, SliceResult } from "../../../domain/slice-result.ts";
import type { Size } from "../../state/app-state.ts";
import { type BoardLayout, layOutBoards } from "./layout.ts";
import { boardDimensions, type SlicesState } from "./state.ts";

/** Rows of a leaderboard that the cursor can be on: values and the rest, not the total. */
export function boardRows(result: SliceResult | undefined): readonly ResultRow[] {
  return (result?.rows ?? []).filter((row) => row.kind === "row" || row.kind === "other");
}

/**
 * The leaderboards in view: bands of equal height, but if one band would hide values while another has lines left over, it gets
 * those. A band whose values are not all known keeps its height.
 */
export function fitBoards(
  state: Pick<SlicesState, "isWide" | "firstBoard">,
  size: Size,
  catalog: Catalog,
  resultOf: (dimension: string) => SliceResult | undefined,
): BoardLayout {
  const dimensions = boardDimensions(catalog);
  const layout = layOutBoards(size, dimensions.length, state.isWide);
  const needed = layout.heights.map((height, band) => {
    const first = state.firstBoard + band * layout.perRow;
    const boards = dimensions.slice(first, first + layout.perRow).map(({ name }) => resultOf(name));
    const lines = boards.map((result) => (result === undefined ? height : 1 + Math.max(1, boardRows(result).length)));
    return Math.max(0, ...lines);
  });
  return { ...layout, heights: shared(layout.heights, needed) };
}

/** Lines go one by one from the band with most to spare to the one that lacks most. */
function shared(heights: readonly number[], needed: readonly number[]): readonly number[] {
  const next = [...heights];
  for (;;) {
    const spare = next.map((height, band) => height - (needed[band] ?? 0));
    const [most, least] = [Math.max(...spare), Math.min(...spare)];
    if (most <= 0 || least >= 0) return next;
    const [from, to] = [spare.lastIndexOf(most), spare.indexOf(least)];
    next[from] = (next[from] ?? 0) - 1;
    next[to] = (next[to] ?? 0) + 1;
  }
}
