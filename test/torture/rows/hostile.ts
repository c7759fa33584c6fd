import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cell } from "../../../source/domain/cell.ts";
import { hostileValues } from "../../fixtures/hostile-values.ts";
import { type Demo, isHome, openScreens, prepareDemo } from "../support/demo.ts";
import { frameFault, strayControl } from "../support/frame.ts";
import { root, run } from "../support/program.ts";
import { noPty, Pty } from "../support/pty.ts";
import { inPairs, type Row, Tally, type Trial } from "../support/row.ts";
import { checksum } from "../support/warehouses.ts";

/** Payloads as values, column and file names, scenario names, options and saved states, on a real terminal. */
export const hostileRow: Row = {
  name: "hostile",
  seconds: 130,
  what: `${hostileValues.length} payloads as values, column, file and scenario names, options and states: no raw control character, no OSC, no SQL`,
  async run(trial) {
    const missing = noPty();
    if (missing) return { tried: 0, held: 0, failures: [], skipped: missing };
    const demo = await prepareDemo(trial.program, 400, spoil);
    const tally = new Tally();
    try {
      const before = await checksum(demo.warehouse);
      await onScreens(trial, demo, tally);
      await onCommands(trial, demo, tally);
      await inExports(trial, demo, tally);
      const payloads = trial.form === "long" ? hostileValues : hostileValues.slice(3, 4);
      const isWhole = await inPairs([...payloads.entries()], trial.deadline, ([index, payload]) =>
        asNames(trial, demo, tally, payload, index),
      );
      await tally.try("nothing ran", async () =>
        (await checksum(demo.warehouse)) === before ? undefined : "the warehouse is another",
      );
      return tally.outcome(isWhole ? {} : { skipped: "the time was up before all payloads were tried" });
    } finally {
      demo.remove();
    }
  },
};

/** Puts the payloads in texts: regions, channels, product attributes, names of offers, ids. */
function spoil(source: string): void {
  const columns: Readonly<Record<string, readonly string[]>> = {
    "customers.csv": ["region", "marketing_channel", "first_name", "email"],
    "coffee_profiles.csv": ["roast", "flavor", "grind", "method"],
    "discount_offerings.csv": ["name"],
    "transactions.csv": ["order_id"],
  };
  for (const [file, names] of Object.entries(columns)) spoilFile(join(source, file), names);
}

function spoilFile(file: string, columns: readonly string[]): void {
  const [head = "", ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  const places = columns.map((name) => head.split(",").indexOf(name));
  if (places.includes(-1)) throw new Error(`${file} lacks one of ${columns.join(", ")}`);
  const spoilt = lines.map((line, row) => {
    const values = line.split(",");
    for (const [index, place] of places.entries()) {
      // A NUL ends the reading of a CSV, so it is tried in names and options.
      const payload = (hostileValues[(row + index) % hostileValues.length] ?? "").replaceAll("\0", "");
      const isId = columns[index] === "order_id";
      values[place] = quoted(isId ? `${row}${payload}` : payload);
    }
    return values.join(",");
  });
  writeFileSync(file, `${[head, ...spoilt].join("\n")}\n`);
}

function quoted(text: string): string {
  return `"${text.toWellFormed().replaceAll('"', '""')}"`;
}

const visits: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ["cohorts by region", ["s", "region", "\r"]],
  ["leaderboards", ["2", "j", "l", "j", " "]],
  ["table", ["2", "v", "G"]],
  ["pivot", ["2", "v", "v"]],
  ["order lines", ["R", "j", "l", "l", "l", "l", "$"]],
  ["customers", ["C", "j", "l", "$"]],
  ["filter values", ["f", "region", "\r"]],
  ["a chosen value", ["f", "region", "\r", " ", "\r", "2"]],
  ["sql", ["2", "S"]],
  ["investigation", ["3"]],
  ["help", ["?"]],
  ["pipeline", ["4", "\r", "v"]],
  ["quarantine", ["!", "j", "\r"]],
  ["what was read", ["I"]],
];

async function onScreens(trial: Trial, demo: Demo, tally: Tally): Promise<void> {
  if (trial.form === "long") await tally.try("screen: mapping", () => onMapping(trial, demo));
  for (const [name, keys] of trial.form === "long" ? visits : visits.slice(1, 2)) {
    await tally.try(`screen: ${name}`, async () => {
      const pty = await openScreens(trial.program, demo, { columns: 140, rows: 40 });
      try {
        for (const key of keys) {
          pty.press(key);
          await pty.untilStill(250);
        }
        return frameFault(pty.screen) ?? terminalFault(pty);
      } finally {
        pty.close();
      }
    });
  }
}

/** Foreign files with the payloads in columns and values, on the screen that proposes their meaning. */
async function onMapping(trial: Trial, demo: Demo): Promise<string | undefined> {
  const folder = join(demo.folder, "foreign");
  mkdirSync(folder);
  const texts = hostileValues.map((payload) => quoted(payload.replaceAll("\0", "").replaceAll("\n", " ")));
  const lines = texts.map((text, row) => `${row},c-${row % 7},2024-01-${10 + (row % 20)},${row}.50,${text}`);
  writeFileSync(join(folder, "sales.csv"), [`Line No,Cust,Sold On,Paid,${texts[5]}`, ...lines, ""].join("\n"));
  const pty = Pty.open(trial.program, ["open", folder], demo.folder, { columns: 140, rows: 40 });
  try {
    await pty.until((text) => / rows of \w+ as mapped/.test(text), "the mapping", 20_000);
    for (const key of ["n", "G", "\r", "\u001b", "S", "\u001b", "\t"]) {
      pty.press(key);
      await pty.untilStill(250);
    }
    return frameFault(pty.screen) ?? terminalFault(pty);
  } finally {
    pty.close();
  }
}

/** Payloads that a terminal would act on and that are not our own sequences. */
const dangerous = hostileValues.filter(
  (payload) => payload !== "\u001b[?1049h" && payload.length > 5 && /[^ -~]/.test(payload) && payload !== cell(payload),
);

/** What reached the terminal although it must not. */
function terminalFault({ screen }: Pty): string | undefined {
  if (screen.commands.length > 0) return `the terminal received ${JSON.stringify(screen.commands[0])}`;
  const written = screen.raw();
  const passed = dangerous.find((payload) => written.includes(payload));
  return passed === undefined ? strayControl(written) : `written as it is: ${JSON.stringify(passed)}`;
}

const questions: readonly (readonly string[])[] = [
  ["slice", "--by", "region,marketing_channel"],
  ["slice", "--by", "roast,flavor", "--format", "markdown"],
  ["rows", "--limit", "200"],
  ["cohorts", "--measure", "orders"],
  ["investigate", "--replicates", "100"],
  ["catalog"],
];

async function onCommands(trial: Trial, demo: Demo, tally: Tally): Promise<void> {
  for (const question of trial.form === "long" ? questions : questions.slice(0, 1)) {
    const words = question[0] === "catalog" ? question : [...question, ...demo.words];
    await tally.try(`command: ${question.join(" ")}`, () => onTerminal(trial, demo, words));
  }
}

/** Runs a command on a terminal to its end; messages are checked like answers. */
async function onTerminal(
  trial: Trial,
  demo: Demo,
  words: readonly string[],
  allowed = [0],
): Promise<string | undefined> {
  const pty = Pty.open(trial.program, words, demo.folder, { columns: 140, rows: 40 });
  try {
    const code = await pty.ended(30_000);
    return (
      terminalFault(pty) ?? (allowed.includes(code) ? undefined : `ended with ${code}:\n${pty.screen.text().trim()}`)
    );
  } finally {
    pty.close();
  }
}

async function inExports(trial: Trial, demo: Demo, tally: Tally): Promise<void> {
  const by = ["slice", "--by", "region,marketing_channel", "--measure", "customers", ...demo.words];
  await tally.try("CSV export", async () => {
    const { stdout } = await run(trial.program, [...by, "--format", "csv"], demo.folder);
    const formula = /(?:^|,)"?[=+\-@\t\r\uff1d\uff0b\uff0d\uff20](?![\d.])/mu.exec(stdout);
    return formula
      ? `a formula is left: ${JSON.stringify(stdout.slice(formula.index, formula.index + 40))}`
      : undefined;
  });
  await tally.try("JSON export", async () => {
    const { stdout } = await run(trial.program, [...by, "--format", "json"], demo.folder);
    const regions = new Set(JSON.parse(stdout).map(({ region }: { region: string }) => region));
    const lost = hostileValues.slice(0, 5).filter((value) => !regions.has(value));
    return lost.length > 0 ? `not as in the data: ${JSON.stringify(lost[0])}` : undefined;
  });
}

async function asNames(trial: Trial, demo: Demo, tally: Tally, payload: string, index: number): Promise<void> {
  const name = JSON.stringify(payload.slice(0, 30));
  const word = payload.replaceAll("\0", "").toWellFormed();
  const failed = [1, 2, 3];
  await tally.try(`option ${name}`, () =>
    onTerminal(trial, demo, ["slice", "--by", word || "x", ...demo.words], failed),
  );
  await tally.try(`filter ${name}`, () =>
    onTerminal(trial, demo, ["slice", "--by", "region", "--where", `region=${word}`, ...demo.words], [0, ...failed]),
  );
  await tally.try(`scenario ${name}`, () => onTerminal(trial, demo, ["generate", "--scenario", word || "x"], failed));
  const fileName = word.replaceAll("/", "").slice(0, 60);
  await tally.try(`file name ${name}`, () =>
    onTerminal(trial, demo, spoiltSource(demo, fileName, index), [0, ...failed]),
  );
  await tally.try(`state ${name}`, () => savedState(trial, demo, word));
}

/** A source whose folder, a file and a column have the payload in their names. */
function spoiltSource(demo: Demo, fileName: string, index: number): readonly string[] {
  const folder = join(demo.folder, `named-${index}-${fileName}`);
  mkdirSync(folder);
  cpSync(join(root, "test/fixtures/tiny"), folder, { recursive: true });
  const lines = join(folder, "reversals.csv");
  const [head = "", ...rest] = readFileSync(lines, "utf8").split("\n");
  writeFileSync(
    lines,
    [`${head},${quoted(fileName)}`, ...rest.map((line) => (line === "" ? "" : `${line},x`))].join("\n"),
  );
  const first = readdirSync(folder).find((name) => name === "discount_offerings.csv");
  if (first) renameSync(join(folder, first), join(folder, `${fileName}.csv`));
  return ["build", "--source", folder, "--memory"];
}

async function savedState(trial: Trial, demo: Demo, payload: string): Promise<string | undefined> {
  const state = `g1.${Buffer.from(JSON.stringify({ v: 1, screen: payload })).toString("base64url")}`;
  for (const saved of [state, payload || "x"]) {
    const words = ["open", `--state=${saved}`, ...demo.words];
    const pty = Pty.open(trial.program, words, demo.folder, { columns: 140, rows: 40 });
    try {
      await pty.until((text) => pty.hasEnded || isHome(text), "the cohort grid", 20_000).catch(() => {});
      const wrong =
        terminalFault(pty) ?? (pty.hasEnded && (await pty.exit) !== 2 ? `ended with ${await pty.exit}` : undefined);
      if (wrong) return wrong;
    } finally {
      pty.close();
    }
  }
  return undefined;
}
