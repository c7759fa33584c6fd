import type { Command, CommandGroup } from "../command.ts";
import { commandGroups } from "../help.ts";

/** grounds(1) in roff, from the option tables of the commands. */
export function manPage(commands: readonly Command[], version: string): string {
  return [
    `.TH GROUNDS 1 "" "Grounds ${escaped(version)}" "User commands"`,
    ".SH NAME",
    escaped("grounds - cohorts, cube drill and driver analysis in the terminal, on your own files"),
    ".SH SYNOPSIS",
    ".B grounds",
    "[\\fICOMMAND\\fR|\\fIFOLDER\\fR] [\\fIOPTIONS\\fR]",
    ".SH DESCRIPTION",
    escaped(
      "Without a command, grounds opens the screens on the demo data set; with a folder, file or pattern, on your own files.",
    ),
    ...(Object.entries(commandGroups) as [CommandGroup, string][]).flatMap(([group, title]) => [
      `.SH ${escaped(title.toUpperCase())}`,
      ...commands.filter((command) => command.group === group).flatMap(commandSection),
    ]),
    ".SH EXIT STATUS",
    escaped(
      "0 done; 1 a build, check or tie-out failed; 2 usage; 3 too many bad rows; 70 a bug of ours; 128+n on signal n.",
    ),
    ".SH FILES",
    ...item("\\fIgrounds.yml\\fR", "the mapping beside a source"),
    ...item("\\fI~/.config/grounds/config.yml\\fR", "keys, theme, mouse, screen reader"),
    ".SH ENVIRONMENT",
    ...item("\\fBGROUNDS_DATA\\fR", "where warehouses and the demo data set are kept"),
    ...item("\\fBGROUNDS_CONFIG\\fR", "another settings file"),
    ...item("\\fBNO_COLOR\\fR", "no colour"),
    "",
  ].join("\n");
}

function commandSection({ name, summary, positional, options }: Command): string[] {
  const word = positional === undefined ? "" : positional.isRequired ? ` ${positional.name}` : ` [${positional.name}]`;
  return [
    `.SS grounds ${escaped(`${name}${word}`)}`,
    escaped(summary),
    ...options.flatMap(({ name: option, value, description }) =>
      item(`\\fB${escaped(`--${option}`)}\\fR${value === undefined ? "" : ` \\fI${escaped(value)}\\fR`}`, description),
    ),
  ];
}

function item(term: string, text: string): string[] {
  return [".TP", term, escaped(text)];
}

/** Text without roff control characters: backslashes, hyphens, and a point or quote at the start of a line. */
function escaped(text: string): string {
  const plain = text.replaceAll("\\", "\\e").replaceAll("-", "\\-");
  return /^[.']/.test(plain) ? `\\&${plain}` : plain;
}
