import { cell } from "../../domain/cell.ts";
import { conversionText } from "../../domain/conversion.ts";
import { formatCell } from "../../domain/format.ts";
import {
  doubtText,
  filesText,
  guestsText,
  type Integrity,
  isOfOrderLines,
  largeDiscountsText,
  roundedText,
  type TableIntegrity,
  unlistedText,
} from "../../domain/integrity.ts";
import { fitLine, type Line, type Segment, seg, wrapText } from "../widgets/line.ts";

interface Keys {
  readonly quarantine: string;
  readonly summary: string;
}

/** Per table the rows read, loaded, quarantined and left out; then the rules in force, and which data is missing. */
export function summaryLines(integrity: Integrity | undefined, keys: Keys, width: number): readonly Line[] {
  if (integrity === undefined) return [[seg("reading …", "label")]];
  const { tables, readings, guests, assumptions, unlisted, rounded, doubtful, missing, chosen } = integrity;
  const { largeDiscounts, conversions } = integrity;
  const isBad = tables.some((table) => table.quarantined > 0);
  return [
    ...tables.flatMap((table) => tableLines(table, isOfOrderLines(table, tables), width)),
    ...(guests === undefined ? [] : wrapped("guests", guestsText(guests), width)),
    ...conversions.flatMap((one) => wrapped("currency", cell(conversionText(one)), width)),
    ...rounded.flatMap((one) => wrapped("rounded", cell(roundedText(one)), width)),
    ...(assumptions.length === 0 ? [] : [[], [seg("assumed, and not confirmed by anyone", "warning")] as const]),
    ...assumptions.flatMap((line) => wrapText(cell(line.replace(/^assumption: /, "")), width).map(asLine)),
    ...(readings.length === 0 ? [] : [[], [seg("how files were read", "accent")] as const]),
    ...readings.flatMap(({ file, says }) => wrapText(cell(`${file}: ${says}`), width).map(asLine)),
    ...(unlisted.length === 0 ? [] : [[], [seg("derived", "accent")] as const]),
    ...unlisted.flatMap((one) => wrapped(one.table.replaceAll("_", " "), unlistedText(one), width)),
    ...(doubtful.length === 0 && largeDiscounts === undefined ? [] : [[], [seg("doubtful", "accent")] as const]),
    ...doubtful.flatMap((one) => wrapped(one.name, cell(doubtText(one)), width)),
    ...(largeDiscounts === undefined ? [] : wrapped("discounts", cell(largeDiscountsText(largeDiscounts)), width)),
    ...(chosen.length === 0 ? [] : [[], [seg("set by the mapping or the command line", "accent")] as const]),
    ...chosen.flatMap(({ says }) => wrapText(cell(says), width).map((line): Line => [seg(line)])),
    ...(missing.length === 0 ? [] : [[], [seg("missing", "accent")] as const]),
    ...missing.flatMap(({ name, why }) => wrapped(name.replaceAll("_", " "), cell(why), width)),
    [],
    [
      ...(isBad ? [seg(keys.quarantine, "key"), seg(" lists what was quarantined   ", "label")] : []),
      seg(keys.summary, "key"),
      seg(" shows this again", "label"),
    ],
  ];
}

const leftOutWhy = [seg("left out", "warning"), seg(": filtered out, repeated keys, older versions")];

function asLine(text: string): Line {
  return [seg(text)];
}

function tableLines(of: TableIntegrity, isOfLines: boolean, width: number): readonly Line[] {
  const { table, records, loaded, quarantined, leftOut, reasons } = of;
  const why = reasons.map(([reason, count]) => `${cell(reason)} ${formatCell(count, "count")}`).join(", ");
  return [
    fitLine(
      [seg(cell(table), "strong"), seg(`  ${formatCell(records, "count")} records of ${filesText(of)}`, "label")],
      width,
    ),
    counted(loaded, [seg("loaded")], width),
    ...(quarantined > 0 ? quarantinedLines(quarantined, why, width) : []),
    ...(leftOut > 0 ? [counted(leftOut, isOfLines ? [seg("order lines add none", "label")] : leftOutWhy, width)] : []),
  ];
}

function quarantinedLines(quarantined: number, why: string, width: number): readonly Line[] {
  const [first = "", ...rest] = wrapText(`: ${why}`, Math.max(20, width - 26));
  return [
    counted(quarantined, [seg("quarantined", "warning"), seg(first)], width),
    ...rest.map((text): Line => [seg(" ".repeat(27)), seg(text)]),
  ];
}

function counted(count: number, what: readonly Segment[], width: number): Line {
  return fitLine([seg(formatCell(count, "count").padStart(12)), seg("  "), ...what], width);
}

function wrapped(name: string, text: string, width: number): readonly Line[] {
  return wrapText(text, Math.max(20, width - 18)).map(
    (line, index): Line => [seg((index === 0 ? name : "").padEnd(17)), seg(line, "label")],
  );
}
