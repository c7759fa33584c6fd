import { describe } from "vitest";
import { attacksRow } from "./rows/attacks.ts";
import { floodRow } from "./rows/flood.ts";
import { hostileRow } from "./rows/hostile.ts";
import { monkeyRow } from "./rows/monkey.ts";
import { signalsRow } from "./rows/signals.ts";
import { sizesRow } from "./rows/sizes.ts";
import { shortForms } from "./support/short.ts";

describe("the screens on a real terminal, in short form (npm run torture tries all)", () => {
  shortForms([attacksRow, hostileRow, floodRow, signalsRow, sizesRow, monkeyRow]);
});
