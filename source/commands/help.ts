import type { Command } from "./command.ts";

/** The page of `grounds --help`. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const row = (name: string, what: string) => `  grounds ${name.padEnd(width)}  ${what}`;
  return [
    "Grounds finds the grounds for a change in revenue: cohorts, cube drill and driver analysis on your own files.",
    "",
    row("", "open the screens (the same as: grounds open)"),
    row("FOLDER", "open them on your own files: a folder, a file or a pattern"),
    ...commands.map((command) => row(command.name, command.summary)),
    "",
    '"grounds COMMAND --help" tells the options of each. Exit codes: 0 done, 1 failed, 2 usage, 3 too many bad rows, 70 our bug.',
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
