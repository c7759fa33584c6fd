// Writes man/grounds.1 from the option tables of the commands.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allCommands } from "../source/commands/all-commands.ts";
import { manPage } from "../source/commands/shell/man-page.ts";
import { version } from "../source/version.ts";

const folder = join(import.meta.dirname, "..", "man");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "grounds.1"), manPage(await allCommands(), version));
