import { floodRow } from "./rows/flood.ts";
import { diskRow, killRow } from "./rows/kill.ts";
import { signalsRow } from "./rows/signals.ts";
import { sizesRow } from "./rows/sizes.ts";
import type { Row } from "./support/row.ts";

export type { Outcome } from "./support/row.ts";

/** The rows of RELIABILITY's table, in its order. */
export const rows: readonly Row[] = [killRow, diskRow, floodRow, signalsRow, sizesRow];
