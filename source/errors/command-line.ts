import { failure, section, usage } from "./entry.ts";

const seeHelp = (command: string) => `See "grounds ${command} --help".`;

/** Words on the command line that cannot be understood. */
const dayBrackets = "for example --steps 0-7,8-30,31-90";

export const commandLineErrors = section("commandLine", {
  unknownCommand: usage(({ name, next }: { name: string; next: string }) => ({
    what: `There is no command "${name}"`,
    why: 'Its commands are listed by "grounds --help".',
    next,
  })),
  unknownOption: usage(({ command, option, next }: { command: string; option: string; next: string }) => ({
    what: `"grounds ${command}" has no option --${option}`,
    why: "Its help lists its options.",
    next,
  })),
  missingValue: usage(({ command, option, value }: { command: string; option: string; value: string }) => ({
    what: `--${option} needs a value`,
    why: `It is written --${option} ${value}.`,
    next: seeHelp(command),
  })),
  needlessValue: usage(({ command, option }: { command: string; option: string }) => ({
    what: `--${option} takes no value`,
    why: "It is a switch and has no value.",
    next: seeHelp(command),
  })),
  needlessWord: usage(({ command, word, taken }: { command: string; word: string; taken: string | undefined }) => ({
    what: `"grounds ${command}" does not know what to do with "${word}"`,
    why: taken === undefined ? "It takes options only." : `It takes one ${taken}.`,
    next: seeHelp(command),
  })),
  missingWord: usage(({ command, word, form }: { command: string; word: string; form: string }) => ({
    what: `"grounds ${command}" needs a ${word}`,
    why: "It has nothing to work on without it.",
    next: `Write: grounds ${command} ${form}`,
  })),
  unknownShell: usage(({ given, shells }: { given: string; shells: readonly string[] }) => ({
    what: `There are no completions for "${given}"`,
    why: `They are written for ${shells.join(", ")}.`,
    next: `Run for example "grounds completions ${shells[0]}".`,
  })),
  noSuchChoice: usage(
    ({
      option,
      given,
      words,
      example,
    }: {
      option: string;
      given: string;
      words: readonly string[];
      example: string;
    }) => ({
      what: `--${option} cannot be "${given}"`,
      why: `It is one of: ${words.join(", ")}.`,
      next: `Write for example --${option} ${example}.`,
    }),
  ),
  noWholeNumber: usage(({ option, given, least }: { option: string; given: string; least: number }) => ({
    what: `--${option} cannot be "${given}"`,
    why: `It is a whole number of at least ${least}.`,
    next: `Write for example --${option} ${Math.max(least, 10)}.`,
  })),
  noShare: usage(({ given }: { given: string }) => ({
    what: `--bad-row-share cannot be "${given}"`,
    why: "It is a share of a table's records from 0 to 1, for example 0.05 for 5 %.",
    next: "Write for example --bad-row-share 0.05.",
  })),
  noFilter: usage(({ given }: { given: string }) => ({
    what: `"${given}" is not a filter`,
    why: "A filter names a dimension and the values to keep or leave out.",
    next: 'Write for example --where "transaction_type=a_la_carte,gift" or --where "region!=west".',
  })),
  unclearValues: usage(({ given, noValue }: { given: string; noValue: string }) => ({
    what: `The values of "${given}" cannot be told apart`,
    why: "Values stand between commas; a quote that opens must close, and no value may be missing.",
    next: `Quote a value that holds a comma: --where 'name="a, b",c'. Write ${noValue} for no value.`,
  })),
  grainTwice: usage(() => ({
    what: "--grain goes with neither --rows nor --steps",
    why: "It sets the length of rows and columns together; --rows and --steps set each on its own.",
    next: "Write for example --rows quarter --steps month.",
  })),
  eventWithoutAdd: usage(() => ({
    what: "These options describe an event, but none is added",
    why: "--date, --until and --where belong to --add NAME.",
    next: 'Write for example --add "Welcome offer" --date 2024-09-01, or leave the others out.',
  })),
  rulesWithoutSave: usage(() => ({
    what: "Filters, days and --orders go with --save here",
    why: "Without it the command lists the segments that are saved.",
    next: 'Write for example --save loyal --where "region=south" --orders 2.',
  })),
  noBrackets: usage(({ given }: { given: string }) => ({
    what: `"${given}" is not a list of days of lifetime`,
    why: "Brackets are ranges of whole days, in order, and may not overlap.",
    next: `Write them with commas between, ${dayBrackets}.`,
  })),
  bracketsRoll: usage(() => ({
    what: "Days of lifetime count from each customer's own acquisition",
    why: "Calendar time has no days of lifetime: brackets need --axis tenure and --tenure rolling.",
    next: `Leave --axis and --tenure out, ${dayBrackets}.`,
  })),
  stepsOfTenure: usage(() => ({
    what: "--steps goes with --axis tenure alone",
    why: "In calendar time a column shorter than the rows' periods would divide by customers who were not acquired yet.",
    next: "Leave out --steps, or write --axis tenure.",
  })),
  noThreshold: usage(({ given }: { given: string }) => ({
    what: `"${given}" is not a threshold`,
    why: "A threshold names a measure, a comparison and a number.",
    next: 'Write for example --having "net_revenue>1000".',
  })),
  noCondition: usage(({ given }: { given: string }) => ({
    what: `"${given}" is not a condition`,
    why: "A condition names a measure, a comparison and a number; with % it is about the measure's change.",
    next: 'Write for example --fail-if "net_revenue<1000" or --fail-if "net_revenue<-10%".',
  })),
  conditionOfNothing: usage(({ given, measure, next }: { given: string; measure: string; next: string }) => ({
    what: `"${given}" has nothing to look at`,
    why: `The answer does not hold ${measure}.`,
    next,
  })),
  conditionWithoutComparison: usage(({ given, compareBy }: { given: string; compareBy: string }) => ({
    what: `"${given}" is about a change, and nothing is compared`,
    why: "A number with % is the share by which a value changed.",
    next: `Add ${compareBy}, or leave out the %.`,
  })),
  noSuchComparison: usage(({ given }: { given: string }) => ({
    what: `--against cannot be "${given}"`,
    why: "It is prior (the same length just before), year (the same days a year before), plan (plan.csv) or a period.",
    next: "Write for example --against year, or --against 2024-Q1.",
  })),
  noDayBetween: usage(({ from, to }: { from: string; to: string }) => ({
    what: `--from ${from} is after --to ${to}`,
    why: "No day lies between them.",
    next: `Write --from ${to} --to ${from}.`,
  })),
  noDayLeft: usage(({ end, first, last }: { end: string; first: string; last: string }) => ({
    what: `No day of the data is left by ${end}`,
    why: `The data goes from ${first} to ${last}.`,
    next: "Choose days of the data.",
  })),
  noMonthBetween: usage(({ from, to }: { from: string; to: string }) => ({
    what: `--from ${from} is after --to ${to}`,
    why: "No month lies between them.",
    next: `Write --from ${to} --to ${from}.`,
  })),
  monthsAlone: usage(() => ({
    what: "--from and --to name the months to rebuild",
    why: "They go together, and not with --full or --select, which already say what is rebuilt.",
    next: "Write for example --from 2024-03 --to 2024-05.",
  })),
  needsFile: usage(({ format }: { format: string }) => ({
    what: `${format} needs a file`,
    why: "It is not text, so it cannot go to a terminal or a pipe.",
    next: `Add --out FILE.${format}.`,
  })),
  needsTerminal: usage(() => ({
    what: "The screens need a terminal",
    why: "Input or output is not a terminal that can draw them.",
    next: 'Use a command that prints, for example "grounds cohorts"; "grounds --help" lists them.',
  })),
  oldNode: failure(({ least, version }: { least: number; version: string }) => ({
    what: `Grounds needs Node ${least} or newer; this is ${version}`,
    why: "Older versions lack what it is built on.",
    next: 'In a checkout use "npm start" or "npm run -s grounds -- …", which run the Node that it pins.',
  })),
});
