import { exitCode } from "../errors.ts";
import type { Command } from "./command.ts";
import { printSheet } from "./print-answer.ts";
import { loadSettings } from "./settings-file.ts";
import { answerOptions } from "./shared-options.ts";

export const keysCommand: Command = {
  name: "keys",
  group: "analyse",
  summary: "the key table",
  options: answerOptions.filter((option) => option.name !== "sql"),
  async run(args, streams) {
    const { createKeymap, keyTable } = await import("../ui/keys.ts");
    const { keys: own } = await loadSettings(process.env);
    const rows = keyTable(createKeymap(own)).map(({ keys, action, description, screens }) => [
      keys,
      action,
      description,
      screens,
    ]);
    await printSheet(
      { columns: ["keys", "action", "what", "where"].map((name) => ({ name, unit: "text" })), rows },
      args,
      streams,
    );
    return exitCode.done;
  },
};
