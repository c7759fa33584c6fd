import type { Bar, Investigation } from "../../../analysis/investigation.ts";
import type { Fold, ReportColumn, ReportRow, ReportSection, ReportTable, WaterfallFigure } from "../document.ts";
import { bridgeProof, driversProof } from "../proof/proof-bridge.ts";
import { mixBridgeProof, mixDriversProof, mixEffectsProof } from "../proof/proof-mix.ts";
import { verdictWords } from "../verdict-words.ts";
import { type AnyContext, type ReportContext, stepOf } from "./context.ts";
import { linesOfStep, monthsFold } from "./series.ts";
import { stepHead } from "./step-head.ts";
import { stepTable } from "./step-table.ts";

/** The bridge: waterfall, its table, its sub-drivers, the SQL that computes the bars. */
export function bridgeSection(context: ReportContext): readonly ReportSection[] {
  const step = stepOf(context, "bridge");
  if (!step) return [];
  const { groups, drivers, metric } = context.investigation;
  const proofs = proofsOf(context.investigation);
  const effects = metric.method.kind === "mix" ? stepTable(context, step, "effects") : [];
  const table = barTable(context, "bridge", "Contribution of each driver to the change", groups);
  const parts = barTable(context, "drivers", "Contribution of each part of the drivers", drivers);
  return [
    {
      ...stepHead(context, step, 2),
      title: "The bridge",
      figures: linesOfStep(context, step),
      tables: [table, ...effects],
      folds: [
        {
          summary: "Parts of the drivers",
          tables: [parts],
          sql: sqlOf("drivers", proofs.drivers),
        },
        ...monthsFold(context, step),
        {
          summary: "SQL of the bridge",
          paragraphs: [bridgeMethod(context)],
          tables: [],
          sql: [...sqlOf("bridge", proofs.bridge), ...sqlOf("effects", proofs.effects)],
        },
      ],
    },
  ];
}

/** The statements that recompute the tables of the bridge. */
function proofsOf(investigation: Investigation): Readonly<Partial<Record<"bridge" | "drivers" | "effects", string>>> {
  const { method } = investigation.metric;
  if (method.kind === "tree") {
    return { bridge: bridgeProof(investigation), drivers: driversProof(investigation) };
  }
  return {
    bridge: mixBridgeProof(investigation, method),
    drivers: mixDriversProof(investigation, method),
    effects: mixEffectsProof(investigation, method),
  };
}

function sqlOf(tableId: string, text: string | undefined): Fold["sql"] {
  return text === undefined ? [] : [{ tableId, text }];
}

function bridgeMethod({ investigation }: ReportContext): string {
  const { seed, replicates } = investigation.question;
  return `The statement computes contributions, shares and ranges over all orders. The intervals come from ${replicates} resamples with seed ${seed}, which Grounds draws itself.`;
}

export function waterfallOf({ investigation, numbers }: AnyContext): WaterfallFigure {
  const { base, compare, groups } = investigation;
  const total = (one: typeof base) => ({ label: one.label, value: one.value, text: numbers.value(one.value) });
  const bars = groups.map((bar) => `${bar.label} ${numbers.change(bar.contribution)}`).join(", ");
  return {
    kind: "waterfall",
    id: "waterfall",
    title: `From ${numbers.value(base.value)} in ${base.label} to ${numbers.value(compare.value)} in ${compare.label}`,
    description: `Waterfall of the drivers: ${bars}. Whiskers are 95 % intervals.`,
    from: total(base),
    to: total(compare),
    bars: groups.map((bar) => ({
      label: bar.label,
      contribution: bar.contribution,
      text: numbers.change(bar.contribution),
      interval: [bar.low, bar.high],
      order: [bar.orderLow, bar.orderHigh],
    })),
  };
}

/** Bars with their interval; for groups also the range over all orders. */
export function barTable(
  context: AnyContext,
  id: "bridge" | "drivers",
  caption: string,
  bars: readonly Bar[],
): ReportTable {
  const { numbers } = context;
  const orders: readonly ReportColumn[] = [
    { label: numbers.changeHeader("least in any order"), align: "number" },
    { label: numbers.changeHeader("most in any order"), align: "number" },
  ];
  return {
    id,
    caption,
    columns: [
      { label: "driver", align: "text" },
      { label: numbers.changeHeader("contribution"), align: "number" },
      { label: numbers.changeHeader("low"), align: "number" },
      { label: numbers.changeHeader("high"), align: "number" },
      ...(id === "bridge" ? orders : []),
      { label: "share, %", align: "number" },
      { label: "verdict", align: "text" },
    ],
    rows: [
      ...bars.map((bar) => ({
        cells: [
          bar.label,
          numbers.signed(bar.contribution),
          ...[bar.low, bar.high].map((value) => numbers.end(value)),
          ...(id === "bridge" ? [numbers.signed(bar.orderLow), numbers.signed(bar.orderHigh)] : []),
          numbers.cell(bar.share ?? null, "percent"),
          verdictWords(bar.verdict).words,
        ],
      })),
      wholeRow(context, id, bars),
    ],
  };
}

function wholeRow({ investigation, numbers }: AnyContext, id: "bridge" | "drivers", bars: readonly Bar[]): ReportRow {
  const { change, interval } = investigation;
  const sum = bars.reduce((total, bar) => total + bar.contribution, 0);
  const share = change === 0 ? null : sum / change;
  const figures = [sum, ...interval].map((value) => numbers.signed(value));
  const blanks = id === "bridge" ? ["", ""] : [];
  return { cells: ["Change", ...figures, ...blanks, numbers.cell(share, "percent"), ""], kind: "subtotal" };
}
