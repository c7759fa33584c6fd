import type { ActivationPlan, ActivationRun, Audience, Audiences, NetworkName } from "../../../domain/activation.ts";
import { cell } from "../../../domain/cell.ts";
import { counted } from "../../../domain/format.ts";
import type { At } from "../../state/screen.ts";
import { filledLines } from "../../widgets/block.ts";
import { ruleLine } from "../../widgets/layout.ts";
import { fitLine, type Line, seg, wrapText } from "../../widgets/line.ts";
import { emptyLines } from "../../widgets/message.ts";
import { layOutTable, tableLines } from "../../widgets/table.ts";
import { type AudiencesState, networkLabels } from "./state.ts";

type Own = At<AudiencesState>;
type Listed = Audiences["all"][number];

/** Rows of the list, without its header. */
export function listHeight({ size }: Pick<Own, "size">): number {
  return Math.max(3, Math.min(10, Math.floor(size.rows / 3)));
}

/** The audience under the cursor. */
export function audienceHere({ state, data }: Own): Listed | undefined {
  return data.audiences()?.audiences?.all[state.cursor.row];
}

/**
 * The list; then, for the audience under the cursor, what would be sent, to which network and under which consent, and what was
 * sent.
 */
export function audiencesLines(at: Own): readonly Line[] {
  const { state, data, size } = at;
  const found = data.audiences();
  if (found === undefined) return [];
  if (found.audiences === undefined)
    return emptyLines(
      ["Audiences need a warehouse in a file.", "What was sent is kept beside it: go without --memory."],
      size.columns,
    );
  const here = audienceHere(at);
  const { all, runs, file } = found.audiences;
  if (all.length === 0) return emptyLines(noneYet(state, file), size.columns);
  return [
    ...listLines(at, all),
    ruleLine(here === undefined ? "" : cell(here.name), size.columns),
    ...(here === undefined ? [] : detailLines(at, here)),
    ruleLine("sent before", size.columns),
    ...historyLines(runs, size.columns),
  ];
}

function noneYet({ slice }: AudiencesState, file: string): readonly string[] {
  const next =
    slice === undefined
      ? "Drill to customers with C, then press A."
      : "Press n to save these customers as an audience.";
  return ["There are no audiences yet.", next, `They and their ids at Meta and Google are written to ${cell(file)}.`];
}

function listLines({ state, size, data }: Own, all: readonly Listed[]): readonly Line[] {
  const columns = ["audience", "rule", "orders", "Meta", "Google"].map((label) => ({
    ...{ label, align: label === "orders" ? ("right" as const) : ("left" as const) },
    maxWidth: label === "rule" ? Math.max(20, size.columns - 50) : 24,
  }));
  const rows = all.map(({ name, audience, problem }) => ({
    cells: [
      { text: cell(name) },
      ...(audience === undefined
        ? [{ text: cell(problem), style: "error" as const }, { text: "" }, { text: "" }, { text: "" }]
        : [
            { text: ruleText(audience, data.dataSet.from) },
            { text: `≥ ${audience.orders}` },
            { text: placeText(audience, "meta") },
            { text: placeText(audience, "google") },
          ]),
    ],
  }));
  const height = listHeight({ size });
  const options = { width: size.columns, height, offset: state.cursor.top, cursorRow: state.cursor.row };
  return filledLines(tableLines(layOutTable(columns, rows), options), Math.min(height, rows.length) + 1);
}

/** The filters and days in one line. */
function ruleText({ slice, description }: Audience, first: string): string {
  const filters = slice.filters.map(
    ({ dimension, op, values }) => `${dimension}${op === "in" ? " =" : " ≠"} ${values.map(cell).join(", ")}`,
  );
  const days = slice.period === undefined ? [] : [`${slice.period.from || first} to ${slice.period.to}`];
  const rule = [...filters, ...days].join(" · ") || "all customers with orders";
  return description === "" ? rule : `${cell(description)}: ${rule}`;
}

function placeText({ destinations }: Audience, network: NetworkName): string {
  const place = destinations[network];
  return place === undefined ? "–" : cell(place.account === undefined ? place.id : `${place.account}/${place.id}`);
}

/** What would be sent, to which network and under which consent; while sending, its progress. */
function detailLines(at: Own, here: Listed): readonly Line[] {
  const { state, data, size } = at;
  const { sending, result } = state;
  const preview = data.slot("send_preview")?.isStale === false ? data.sendPreview() : undefined;
  const error = data.slot("send_preview")?.error;
  const label = networkLabels[state.network];
  const consent = state.allowsUnknown
    ? "those who agreed, and those who never answered"
    : "those who agreed to both uses of their data";
  const words = (text: string, style: "text" | "error" | "strong" | "warning" = "text") =>
    wrapText(text, size.columns - 2).map((line): Line => [seg(" "), seg(line, style)]);
  return [
    ...(sending === undefined ? [] : [progressLine(sending.sent, sending.of, sending.waiting, size.columns)]),
    ...(result === undefined ? [] : words(cell(result.text), result.isError ? "error" : "strong")),
    ...(here.audience === undefined ? words(cell(here.problem), "error") : []),
    ...words(`To ${label}, ${state.mode}: ${consent}. Hashed; those who objected or refused are never sent.`),
    ...(error === undefined ? [] : words(cell(error.message), "error")),
    ...(preview === undefined
      ? words(here.audience && !error ? "counting …" : "")
      : planWords(preview.plan).flatMap((text) => words(text))),
    ...(preview === undefined || preview.refusal === "" ? [] : words(cell(preview.refusal), "warning")),
  ];
}

/** A plan in sentences. */
function planWords({ counts, adds, removes, sentBefore }: ActivationPlan): readonly string[] {
  const { members, withEmail, withPhone, optedOut, refused, unknown, unreachable, sendable } = counts;
  return [
    `${counted(members)} customers fit the rule: ${counted(withEmail)} with e-mail, ${counted(withPhone)} with phone.`,
    `${counted(sendable)} may be sent; ${counted(optedOut)} objected, ${counted(refused)} refused, ${counted(unknown)} never answered, ${counted(unreachable)} cannot be reached.`,
    `Since the last send (${counted(sentBefore)} members): ${counted(adds)} to add, ${counted(removes)} to remove.`,
  ];
}

function progressLine(sent: number, of: number, waiting: string, width: number): Line {
  const room = Math.max(10, Math.min(40, width - 50));
  const done = of === 0 ? 0 : Math.round((room * sent) / of);
  return fitLine(
    [
      seg(" "),
      ...[seg("━".repeat(done), "accent"), seg("─".repeat(room - done), "rule")],
      seg(`  ${counted(sent)} of ${counted(of)} changes sent`),
      seg(waiting === "" ? "" : `  waiting: ${cell(waiting)}`, "warning"),
    ],
    width,
  );
}

function historyLines(runs: readonly ActivationRun[], width: number): readonly Line[] {
  if (runs.length === 0) return [fitLine([seg(" nothing yet", "label")], width)];
  return runs.map((run) => {
    const style = run.status === "failed" ? "error" : "text";
    return fitLine([seg(` ${run.startedAt.slice(0, 10)}  ${runText(run)}`, style)], width);
  });
}

/** A run in a sentence. */
export function runText(run: ActivationRun): string {
  const match = run.matchRate === "" ? "" : `, ${run.matchRate} matched`;
  const state = run.status === "done" ? "" : ` (${run.status})`;
  const { added, removed, rejected } = run;
  const counts = `${counted(added)} added, ${counted(removed)} removed, ${counted(rejected)} rejected`;
  return `${cell(run.audience)} to ${networkLabels[run.network]}${state}: ${counts}${match}`;
}
