import { cell } from "../domain/cell.ts";
import { conversionText } from "../domain/conversion.ts";
import { counted } from "../domain/format.ts";
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
} from "../domain/integrity.ts";
import { readIntegrity } from "../query/integrity.ts";
import type { Run } from "../query/statement.ts";
import type { Streams } from "./command.ts";

/** Reports on the log what was read, what was left out and why, and what is missing for what, before the first answer. */
export async function tellIntegrity(run: Run, { log }: Pick<Streams, "log">): Promise<void> {
  for (const line of integrityLines(await readIntegrity(run))) log.write(`${line}\n`);
}

/** One line per table and per missing capability. */
export function integrityLines(integrity: Integrity): readonly string[] {
  const { tables, readings, guests, conversions, unlisted, rounded, doubtful, largeDiscounts, missing, chosen } =
    integrity;
  const quarantined = tables.some((table) => table.quarantined > 0);
  return [
    ...tables.map((table) => `read     ${tableLine(table, isOfOrderLines(table, tables))}`),
    ...(quarantined
      ? ['         "grounds quarantine" lists every quarantined record with its line, value and reason']
      : []),
    ...readings.map(({ file, says }) => `file     ${cell(file)}: ${cell(says)}`),
    ...(guests === undefined ? [] : [`guests   ${guestsText(guests)}`]),
    ...conversions.map((one) => `currency ${cell(conversionText(one))}`),
    ...unlisted.map((one) => `derived  ${one.table}: ${unlistedText(one)}`),
    ...rounded.map((one) => `rounded  ${roundedText(one)}`),
    ...doubtful.map((one) => `doubtful ${one.name}: ${cell(doubtText(one))}`),
    ...(largeDiscounts === undefined ? [] : [`doubtful discounts: ${cell(largeDiscountsText(largeDiscounts))}`]),
    ...chosen.map(({ name, says }) => `set      ${name}: ${says}`),
    ...missing.map(({ name, why }) => `missing  ${name.replaceAll("_", " ")}: ${why}`),
  ];
}

function tableLine(of: TableIntegrity, isOfLines: boolean): string {
  const { table, records, loaded, quarantined, leftOut, reasons } = of;
  const why = reasons.map(([reason, count]) => `${cell(reason)} ${counted(count)}`).join(", ");
  const parts = [
    `${counted(loaded)} loaded`,
    ...(quarantined > 0 ? [`${counted(quarantined)} quarantined (${why})`] : []),
    ...(leftOut > 0
      ? [
          isOfLines
            ? `${counted(leftOut)} order lines add none`
            : `${counted(leftOut)} left out (filtered out by the mapping, repeated keys, older versions)`,
        ]
      : []),
  ];
  return `${table}: ${counted(records)} records of ${filesText(of)}: ${parts.join(", ")}`;
}
