// Changes each field case in many ways by seed (columns renamed, shuffled, dropped; decimal comma, other dates, other
// delimiter, status words of another language, blank lines) and proposes a mapping for each.
// usage: npm run field:mutations -- [--ways N] [--kinds KIND,…] [--cases DIR] [NAME …]; exits 1 on a crash or if a total changes
// silently.
// same: the total of the unchanged case. asked: another total, and an assumption that shows more than one. gap: something is
// missing and is chosen on the mapping screen. refused: an error that says what to do next. silent: another total without notice.
// undecidable: also that, but the column was dropped that the total of the unchanged case depends on.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { UserError } from "../source/errors.ts";
import { withProposal } from "../source/warehouse/propose/propose.ts";
import { mappingText } from "../source/warehouse/propose/write-mapping.ts";

const words = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = words.indexOf(name);
  return at < 0 ? otherwise : words.splice(at, 2)[1];
};
const ways = Number(option("--ways", "20"));
const kinds = option("--kinds", "")
  .split(",")
  .filter((kind) => kind !== "");
const cases = resolve(option("--cases", join(import.meta.dirname, "../test/fixtures/field")));
const names = words.length > 0 ? words : Object.keys(JSON.parse(readFileSync(join(cases, "expected.json"), "utf8")));

/** Whole numbers in [0, below), the same for the same seed. */
function randomOf(seed) {
  let state = seed * 7919 + 1;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** A delimited text as rows of fields, by the delimiter on which its lines agree; undefined for anything else. */
function rowsOf(text) {
  const lines = text.split(/\r?\n/);
  const [delimiter, count] = [",", ";", "\t", "|"]
    .map((mark) => [mark, Math.max(...lines.slice(0, 20).map((line) => line.split(mark).length))])
    .sort((a, b) => b[1] - a[1])[0];
  if (count < 3 || text.includes("\0") || text.trimStart().startsWith("{")) return undefined;
  const rows = lines.map((line) => fieldsOf(line, delimiter));
  const header = rows.findIndex((row) => row.length >= count - 1);
  return { delimiter, rows, header };
}

function fieldsOf(line, delimiter) {
  const quoted = `"(?:[^"]|"")*"|[^${delimiter === "|" ? "\\|" : delimiter}]*`;
  const parts = line.match(new RegExp(`(?:${quoted})(?:${delimiter === "|" ? "\\|" : delimiter}|$)`, "g")) ?? [];
  const fields = parts.map((part) => part.replace(new RegExp(`${delimiter === "|" ? "\\|" : delimiter}$`), ""));
  if (fields.length > 1 && fields.at(-1) === "" && !line.endsWith(delimiter)) fields.pop();
  return fields.map((field) => (/^".*"$/s.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field));
}

function textOf({ rows, delimiter }) {
  const field = (value) =>
    /["\n]/.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value;
  return rows.map((row) => row.map(field).join(delimiter)).join("\n");
}

const translated = {
  cancelled: "storniert",
  canceled: "storniert",
  failed: "fehlgeschlagen",
  completed: "abgeschlossen",
  complete: "abgeschlossen",
  paid: "bezahlt",
  refunded: "erstattet",
  pending: "ausstehend",
  processing: "in Bearbeitung",
  shipped: "versandt",
  delivered: "geliefert",
};

const overColumns = (table, change) => ({
  ...table,
  rows: table.rows.map((row, at) => (at < table.header || row.length < 2 ? row : change(row, at))),
});
const overValues = (table, change) =>
  overColumns(table, (row, at) => (at === table.header ? row : row.map((value) => change(value))));

const mutations = {
  renamed: (table, random) => {
    const column = random(table.rows[table.header].length);
    return overColumns(table, (row, at) =>
      row.map((value, of) => (at === table.header && of === column ? `field ${of}` : value)),
    );
  },
  shuffled: (table, random) => {
    const order = table.rows[table.header]
      .map((_, at) => [random(1000), at])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return overColumns(table, (row) => order.map(([, at]) => row[at] ?? ""));
  },
  dropped: (table, random) => {
    const column = random(table.rows[table.header].length);
    const gone = table.rows[table.header][column];
    return { ...overColumns(table, (row) => row.filter((_, at) => at !== column)), gone };
  },
  "decimal comma": (table) => ({
    ...overValues(table, (value) => (/^-?\d+\.\d{1,2}$/.test(value.trim()) ? value.replace(".", ",") : value)),
    delimiter: ";",
  }),
  dates: (table) => overValues(table, (value) => value.replace(/^(\d{4})-(\d{2})-(\d{2})(?=$|[ T])/, "$3.$2.$1")),
  delimiter: (table, random) => ({
    ...table,
    delimiter: [";", "\t", "|"].filter((mark) => mark !== table.delimiter)[random(2)],
  }),
  words: (table) => overValues(table, (value) => translated[value.trim().toLowerCase().replace(/^wc-/, "")] ?? value),
  "blank lines": (table, random) => ({
    ...table,
    rows: table.rows.flatMap((row, at) => (at > table.header && random(5) === 0 ? [[""], row] : [row])),
  }),
};

/** The outcome of a folder: its total, and whether anything is asked. */
async function outcomeOf(source) {
  try {
    return await withProposal({ source, mayHaveGaps: true }, async ({ proposal, files }) => ({
      kind: proposal.gaps.length > 0 ? "gap" : "total",
      total: proposal.totals.netRevenue,
      isAsked: proposal.decisions.some(({ isAssumption }) => isAssumption),
      text: mappingText(proposal),
      leftOut: files.flatMap(({ reading }) => reading.leftOut.map(({ what }) => what)),
    }));
  } catch (error) {
    if (error instanceof UserError && error.next !== "") return { kind: "refused" };
    return { kind: "crash", why: error instanceof Error ? error.message.split("\n")[0] : String(error) };
  }
}

function verdictOf(now, before, gone) {
  if (now.kind !== "total") return now.kind;
  if (Number(now.total) === Number(before.total)) return "same";
  if (now.isAsked) return "asked";
  return gone !== undefined && wasUsed(gone, now, before) ? "undecidable" : "silent";
}

/** Whether the mapping of the unchanged case uses the dropped column, or rows were left out because of it as the file was read. */
function wasUsed(gone, now, before) {
  const named = new RegExp(`(?<![\\w ])${gone.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w ]*\\w)`);
  return named.test(before.text) || before.leftOut.some((what) => !now.leftOut.includes(what));
}

const home = mkdtempSync(join(tmpdir(), "mutations-"));
const counts = {};
const bad = [];
for (const name of names) {
  const whole = join(home, name);
  cpSync(join(cases, name), whole, { recursive: true });
  const before = await outcomeOf(whole);
  for (let way = 0; way < ways; way += 1) {
    const random = randomOf(way + 1);
    const kind = Object.keys(mutations)[way % Object.keys(mutations).length];
    if (kinds.length > 0 && !kinds.includes(kind)) continue;
    const files = readdirSync(whole).filter((file) => /\.(csv|txt|tsv)$/i.test(file));
    const file = files[random(Math.max(1, files.length))];
    const table = file === undefined ? undefined : rowsOf(readFileSync(join(whole, file), "utf8"));
    if (table === undefined || table.header < 0) continue;
    const folder = join(home, `${name}-${way}`);
    cpSync(whole, folder, { recursive: true });
    const changed = mutations[kind](table, random);
    writeFileSync(join(folder, file), textOf(changed));
    const now = await outcomeOf(folder);
    const verdict = verdictOf(now, before, changed.gone);
    counts[kind] ??= {};
    counts[kind][verdict] = (counts[kind][verdict] ?? 0) + 1;
    if (verdict === "silent" || verdict === "crash")
      bad.push(
        `${verdict} ${name} way ${way} (${kind} in ${file}): ${now.why ?? `${before.total} became ${now.total}`}`,
      );
    rmSync(folder, { recursive: true, force: true });
  }
}
rmSync(home, { recursive: true, force: true });
const verdicts = ["same", "asked", "gap", "refused", "undecidable", "silent", "crash"];
console.log(`${"".padEnd(16)}${verdicts.map((verdict) => verdict.padStart(12)).join("")}`);
for (const [kind, of] of Object.entries(counts))
  console.log(`${kind.padEnd(16)}${verdicts.map((verdict) => String(of[verdict] ?? 0).padStart(12)).join("")}`);
for (const line of bad) console.log(line);
process.exitCode = bad.length > 0 ? 1 : 0;
