import { existsSync } from "node:fs";
import { commandLineErrors } from "../errors/command-line.ts";
import type { Command } from "./command.ts";
import { chooseSource } from "./session.ts";
import { sourceOptions } from "./shared-options.ts";

/** Loads nothing that loads DuckDB, whose allocator reads its settings once: the screens come after they are set. */
export const openCommand: Command = {
  name: "open",
  group: "analyse",
  summary: "open the screens; builds the warehouse first when inputs changed",
  positional: { name: "FOLDER", isRequired: false },
  options: [{ name: "state", value: "STRING", description: "open at a link (L copies one)" }, ...sourceOptions],
  async run(args, streams) {
    if (!process.stdin.isTTY || !process.stdout.isTTY || process.env.TERM === "dumb")
      throw commandLineErrors.needsTerminal();
    if (args.has("target")) {
      const { openOnTarget } = await import("./open-target.ts");
      return openOnTarget(args, streams);
    }
    const { warehouse } = chooseSource(args);
    // A first launch builds everything, which goes quicker if freed memory is kept.
    if (warehouse !== undefined && existsSync(warehouse))
      (await import("../warehouse/database/allocator.ts")).returnFreedMemory();
    const { openScreens } = await import("./open-screens.ts");
    return openScreens(args, streams);
  },
};
