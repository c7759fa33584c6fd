import { commandLineErrors } from "../errors/command-line.ts";
import { exitCode } from "../errors.ts";
import type { Command } from "./command.ts";

const shells = {
  bash: async () => (await import("./shell/bash.ts")).bashCompletions,
  zsh: async () => (await import("./shell/zsh.ts")).zshCompletions,
  fish: async () => (await import("./shell/fish.ts")).fishCompletions,
};

/** The command, given how to load all commands: the script names each of them. */
export function completionsOf(loadAll: () => Promise<readonly Command[]>): Command {
  return {
    name: "completions",
    group: "connect",
    summary: "print completions for bash, zsh or fish",
    positional: { name: "SHELL", isRequired: true },
    options: [],
    async run(args, streams) {
      const [given = ""] = args.positionals;
      const scriptOf = await shells[shellOf(given)]();
      streams.out.write(scriptOf(await loadAll()));
      return exitCode.done;
    },
  };
}

function shellOf(given: string): keyof typeof shells {
  if (Object.hasOwn(shells, given)) return given as keyof typeof shells;
  throw commandLineErrors.unknownShell({ given, shells: Object.keys(shells) });
}
