import { buildCommand } from "./build.ts";
import { catalogCommand } from "./catalog.ts";
import { checkCommand } from "./check.ts";
import { cohortsCommand } from "./cohorts.ts";
import type { Command } from "./command.ts";
import { doctorCommand } from "./doctor.ts";
import { generateCommand } from "./generate.ts";
import { investigateCommand } from "./investigate.ts";
import { keysCommand } from "./keys.ts";
import { mapCommand } from "./map.ts";
import { openCommand } from "./open.ts";
import { quarantineCommand } from "./quarantine.ts";
import { rowsCommand } from "./rows.ts";
import { sliceCommand } from "./slice.ts";

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  openCommand,
  generateCommand,
  mapCommand,
  buildCommand,
  checkCommand,
  cohortsCommand,
  sliceCommand,
  rowsCommand,
  quarantineCommand,
  investigateCommand,
  catalogCommand,
  keysCommand,
  doctorCommand,
];
