import { describe } from "vitest";
import { concurrentRow } from "./rows/concurrent.ts";
import { corruptRow } from "./rows/corrupt.ts";
import { environmentsRow } from "./rows/environments.ts";
import { diskRow, killRow } from "./rows/kill.ts";
import { shortForms } from "./support/short.ts";

describe("the warehouse under faults, in short form (npm run torture tries all)", () => {
  shortForms([killRow, diskRow, concurrentRow, corruptRow, environmentsRow]);
});
