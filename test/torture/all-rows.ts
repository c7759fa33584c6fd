import { attacksRow } from "./rows/attacks.ts";
import { concurrentRow } from "./rows/concurrent.ts";
import { corruptRow } from "./rows/corrupt.ts";
import { environmentsRow } from "./rows/environments.ts";
import { floodRow } from "./rows/flood.ts";
import { hostileRow } from "./rows/hostile.ts";
import { inputsRow } from "./rows/inputs.ts";
import { diskRow, killRow } from "./rows/kill.ts";
import { monkeyRow, soakRow } from "./rows/monkey.ts";
import { signalsRow } from "./rows/signals.ts";
import { sizesRow } from "./rows/sizes.ts";
import type { Row } from "./support/row.ts";

export type { Outcome } from "./support/row.ts";

/** The rows of the reliability table, in order. */
export const rows: readonly Row[] = [
  killRow,
  diskRow,
  concurrentRow,
  corruptRow,
  inputsRow,
  attacksRow,
  hostileRow,
  monkeyRow,
  floodRow,
  signalsRow,
  sizesRow,
  environmentsRow,
  soakRow,
];
