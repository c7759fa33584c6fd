import type { Command, CommandGroup } from "./command.ts";

/** The groups of `grounds --help`, in order. */
export const commandGroups: Readonly<Record<CommandGroup, string>> = {
  analyse: "Analyse",
  "own-data": "Own data",
  connect: "Connect",
};

/** The page of `grounds --help`. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const row = (name: string, what: string) => `  grounds ${name.padEnd(width)}  ${what}`;
  const sections = (Object.entries(commandGroups) as [CommandGroup, string][]).flatMap(([group, title]) => {
    const rows = commands.filter((command) => command.group === group).map(({ name, summary }) => row(name, summary));
    return rows.length === 0 ? [] : ["", title, ...rows];
  });
  return [
    "Grounds finds the grounds for a change in revenue: cohorts, cube drill and driver analysis on your own files.",
    "",
    row("", "open the screens on the demo data set"),
    row("FOLDER", "open the screens on your own files: a folder, a file or a pattern"),
    ...sections,
    "",
    '"grounds COMMAND --help" lists the options of a command.',
    "Exit codes: 0 done, 1 failed, 2 usage, 3 too many bad rows, 70 our bug.",
    "",
  ].join("\n");
}

/** The page of `grounds COMMAND --help`. */
export function commandHelp(command: Command): string {
  const forms = command.options.map(({ name, value }) => `--${name}${value ? ` ${value}` : ""}`);
  const width = Math.min(34, Math.max(0, ...forms.map((form) => form.length)));
  const rows = command.options.map(
    ({ description, repeatable }, index) =>
      `  ${(forms[index] ?? "").padEnd(width)}  ${description}${repeatable ? " (repeatable)" : ""}`,
  );
  const { name: word = "", isRequired } = command.positional ?? {};
  const positional = word === "" ? "" : isRequired ? ` ${word}` : ` [${word}]`;
  return [`grounds ${command.name}${positional}: ${command.summary}`, "", ...rows, ""].join("\n");
}
