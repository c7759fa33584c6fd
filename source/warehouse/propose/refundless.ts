import type { Asked } from "./asked.ts";
import { isRefundFlag } from "./flag-part.ts";
import type { Writer } from "./revenue-expression.ts";
import { isStatusName, revenueWord } from "./revenue-words.ts";
import { isIn, type RefundColumns } from "./row-part.ts";
import { sqlName } from "./sql-name.ts";

/** Rows that are called refunded while the columns of refunds have nothing for their order: all of it went back. */
export async function refundColumns(asked: Asked, writer: Writer): Promise<RefundColumns> {
  const { file, scene, reserved } = writer;
  const refunds = scene.money.filter(({ kind, isOtherSide }) => kind === "refund" && isOtherSide !== true);
  const refundless = new Map<string, string>();
  const amounts = refunds.map(({ name, level }) => {
    const facts = file.columns.find((each) => each.name === name);
    const value = `abs(coalesce(${facts === undefined ? "0" : writer.numbers.typedOf(facts)}, 0))`;
    const isOfOrder = level !== "line" && writer.key !== undefined;
    return isOfOrder ? `max(${value}) over (partition by ${sqlName(writer.key ?? "", reserved)})` : value;
  });
  if (amounts.length === 0) return { hasRefundColumn: false, refundless };
  for (const facts of file.columns) {
    const said = saidRefunded(facts.name, facts.words);
    if (said.length === 0) continue;
    const rows = `(${isIn(sqlName(facts.name, reserved), said)} and ${amounts.join(" + ")} = 0)`;
    const [found = 0] = await asked.numbers(
      `select count(*) from (select ${rows} as is_found from ${file.table}) where is_found`,
    );
    if (found > 0) refundless.set(facts.name, rows);
  }
  return { hasRefundColumn: true, refundless };
}

function saidRefunded(name: string, words: readonly string[]): readonly string[] {
  if (isRefundFlag(name, words)) return words.filter((word) => /^(true|t|yes|y|1|ja|oui|si|sim)$/i.test(word.trim()));
  return isStatusName(name) ? words.filter((word) => revenueWord(word) === "refunded") : [];
}
