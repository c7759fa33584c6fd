import type { Integrity } from "../domain/integrity.ts";
import { exitCode } from "../errors.ts";
import { onSession } from "./on-session.ts";
import { printText } from "./print-answer.ts";
import type { Session } from "./session.ts";
import { answerOptions, sourceOptions } from "./shared-options.ts";
import { integrityLines } from "./tell-integrity.ts";

const ownOptions = ["format", "out", "overwrite"];

export const summaryCommand = onSession({
  name: "summary",
  group: "own-data",
  summary: "what was read, left out and assumed: the data behind every answer",
  options: [
    ...sourceOptions,
    ...answerOptions
      .filter(({ name }) => ownOptions.includes(name))
      .map((option) => (option.name === "format" ? { ...option, description: "table (default) or json" } : option)),
  ],
  async answer(args, session, streams) {
    const integrity = await session.made.integrity(streams.signal);
    const text = args.get("format") === "json" ? summaryJson(session, integrity) : summaryText(session, integrity);
    await printText(text, args, streams, "the summary");
    return exitCode.done;
  },
});

function summaryText({ dataSet }: Session, integrity: Integrity): string {
  const { name, from, to, currency, builtAt } = dataSet;
  const head = `data     ${name}: ${from} to ${to}, ${currency}, ${builtAt === "" ? "built by dbt" : `built ${builtAt}`}`;
  return `${[head, ...integrityLines(integrity), ...integrity.assumptions].join("\n")}\n`;
}

function summaryJson({ dataSet }: Session, integrity: Integrity): string {
  const { name, from, to, currency, builtAt, isSynthetic, capabilities, inputs } = dataSet;
  const { tables, guests, conversions, assumptions, readings, unlisted, rounded, doubtful, chosen } = integrity;
  const document = {
    name,
    is_synthetic: isSynthetic,
    from,
    to,
    currency,
    built_at: builtAt,
    tables: tables.map(({ leftOut, reasons, ...table }) => ({
      ...table,
      left_out: leftOut,
      reasons: Object.fromEntries(reasons),
    })),
    conversions: conversions.map(({ orderLines, inCurrency, netRevenue, main, ...one }) => ({
      ...one,
      order_lines: orderLines,
      net_revenue_in_currency: inCurrency,
      net_revenue: netRevenue,
      main_currency: main,
    })),
    guests: guests === undefined ? null : { lines: guests.lines, net_revenue: guests.netRevenue },
    assumptions,
    readings,
    unlisted,
    rounded,
    doubtful,
    chosen,
    capabilities,
    inputs,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
