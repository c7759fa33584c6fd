import { Amount } from "../../../domain/amount.ts";
import { cell } from "../../../domain/cell.ts";
import { counted, formatCell, formatNumber } from "../../../domain/format.ts";
import type {
  DraftDecision,
  DraftFile,
  DraftGap,
  DraftReading,
  Largest,
  MappingDraft,
  ReadingTotals,
} from "../../../domain/mapping-draft.ts";
import { clip, fitTo, widthOf } from "../../../domain/width.ts";
import { fitLine, type Line, type Segment, seg } from "../../widgets/line.ts";
import type { MappingState } from "./state.ts";

/** The totals in two lines: sums and days, then anomalies; how far counting is while there are none yet. */
export function totalsLines(
  { totals, gaps, currency, isCounted }: MappingDraft,
  width: number,
  counting?: MappingState["counting"],
): readonly Line[] {
  if (!isCounted) return countingLines(width, counting);
  if (totals === undefined) {
    const why = gaps.length > 0 ? "nothing can be added up yet: choose what is missing" : "nothing can be added up";
    return [fitLine([seg(` ${why}`, "warning")], width), []];
  }
  const days = totals.from === undefined ? "no day" : `${totals.from} to ${totals.to}`;
  const sums = [
    seg(" net revenue ", "label"),
    seg(money(totals.netRevenue, currency), "strong"),
    seg(` ${currency}   `, "label"),
    seg(`${plural(totals.orders, "order")}   ${plural(totals.customers, "customer")}   ${days}`),
  ];
  const largest = [
    ...largestSegments("customer", totals.largestCustomer, totals, currency),
    ...largestSegments("day", totals.largestDay, totals, currency),
  ];
  return [fitLine(sums, width), fitLine(largest, width)];
}

function countingLines(width: number, counting: MappingState["counting"]): readonly Line[] {
  if (typeof counting === "object")
    return [
      fitLine([seg(" not every row could be counted, so there are no totals", "error")], width),
      fitLine([seg(` ${cell(counting.failed)}`, "label")], width),
    ];
  return [
    fitLine(
      [
        seg(" net revenue ", "label"),
        seg("counting …", "strong"),
        seg(`   ${formatNumber(counting ?? 0, "percent")} of the work`, "label"),
      ],
      width,
    ),
    fitLine([seg(" what is below comes from samples of the files; all rows may change it", "warning")], width),
  ];
}

function largestSegments(
  what: string,
  largest: Largest | undefined,
  totals: ReadingTotals,
  currency: string,
): readonly Segment[] {
  if (largest === undefined) return [];
  const share = Number(totals.netRevenue) > 0 ? Number(largest.netRevenue) / Number(totals.netRevenue) : undefined;
  const part = share === undefined ? "" : ` (${formatNumber(share, "percent")})`;
  return [
    seg(` largest ${what} `, "label"),
    seg(`${clip(cell(largest.name), maxNameLength)} ${money(largest.netRevenue, currency)}${part}  `),
  ];
}

/** `1,234.50`, with all its digits. */
function money(decimal: string, currency: string): string {
  return formatCell(Amount.of(decimal), "amount", { currency });
}

function plural(count: number, what: string): string {
  return `${counted(count)} ${count === 1 ? what : `${what}s`}`;
}

/** Columns for the questions of decisions: room for the longest, but at most a third of the screen's width. */
export function questionRoom(decisions: readonly DraftDecision[], width: number): number {
  const widest = Math.max(0, ...decisions.map(({ about }) => widthOf(cell(about))));
  return Math.max(minQuestion, Math.min(widest, Math.floor(width / 3)));
}

const minQuestion = 24;

/** Shown length of a name that is a hash or even longer. */
const maxNameLength = 16;

/** What is missing, and what to do. */
export function gapLine({ role, file, choices }: DraftGap, isHere: boolean): Line {
  return [
    seg("✗ ", "error"),
    seg(fitTo(role, minQuestion), isHere ? "focus" : "strong"),
    seg(`  nothing in ${cell(file)} says which`, "error"),
    seg(`: ⏎ chooses one of ${plural(choices.length, "column")}`, "label"),
  ];
}

/** A decision: the chosen reading and its total, and the totals of the others if known. */
export function decisionLine(
  decision: DraftDecision,
  { currency, width, questions }: { readonly currency: string; readonly width: number; readonly questions: number },
  isHere: boolean,
): Line {
  const { about, taken, isAssumption, readings, because } = decision;
  const own = readings.find(({ id }) => id === taken);
  const others = readings.filter(({ id, totals }) => id !== taken && totals !== undefined);
  const sums =
    own?.totals === undefined || others.length === 0
      ? ""
      : `${money(own.totals.netRevenue, currency)} or ${others.map(({ totals }) => money(totals?.netRevenue ?? "0", currency)).join(", ")}`;
  const room = Math.max(12, width - questions - 6 - (sums === "" ? 0 : widthOf(sums) + 2));
  const says = cell(own?.says ?? taken);
  return [
    isAssumption ? seg("? ", "warning") : seg("✓ ", "accent"),
    seg(fitTo(cell(about), questions), isHere ? "focus" : "text"),
    seg("  "),
    ...(sums === ""
      ? [seg(says), seg(because === "" ? "" : `  ${cell(because)}`, "label")]
      : [seg(fitTo(says, room)), seg(`  ${sums}`, "strong")]),
  ];
}

/** In full: the other readings with their totals, why this one was chosen, and what it does. */
export function decisionInFull(decision: DraftDecision, currency: string): readonly string[] {
  const { taken, because, effect, readings, isAssumption } = decision;
  const others = readings.filter(({ id }) => id !== taken);
  const own = readings.find(({ id }) => id === taken);
  const what = isAssumption ? "assumed" : "taken";
  return [
    `${what}: ${withTotals(own ?? { id: taken, says: taken, totals: undefined }, currency)}${because === "" ? "" : `; ${because}`}`,
    ...others.map((reading) => `otherwise: ${withTotals(reading, currency)}`),
    ...(effect === undefined ? [] : [effect]),
  ];
}

function withTotals({ says, totals, isOutOfReach }: DraftReading, currency: string): string {
  if (totals === undefined) return says;
  const { netRevenue, orders, customers } = totals;
  if (isOutOfReach === true) return `${says} (net revenue ${money(netRevenue, currency)})`;
  return `${says} (net revenue ${money(netRevenue, currency)}, ${plural(orders, "order")}, ${plural(customers, "customer")})`;
}

/** A file and its use. */
export function fileLine({ name, tables, says }: DraftFile, isHere: boolean): Line {
  return [
    seg(tables.length > 0 ? "▫ " : "· ", "label"),
    seg(cell(name), isHere ? "focus" : tables.length > 0 ? "text" : "muted"),
    seg(tables.length > 0 ? `  read as ${tables.join(", ")}` : "  not used", "label"),
    seg(`: ${cell(says)}`, "label"),
  ];
}
