import { quoteName } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import type { Hints } from "./hints.ts";
import { nearlyAll } from "./line-sample.ts";
import { normalName } from "./normal-name.ts";
import { candidates } from "./propose-columns.ts";
import type { SampledFile } from "./sampled-file.ts";

/**
 * The column that identifies orders: the key of the records that contained the lines as a list; otherwise one with an order's
 * name, and with one day and one customer in nearly all orders of several lines. Undefined if there is none.
 */
export async function orderKey(asked: Asked, file: SampledFile, hints: Hints | undefined): Promise<string | undefined> {
  if (hints?.order !== undefined) return hints.order;
  // In rows of periods, what has several lines is whoever buys.
  if (file.periods !== undefined) return undefined;
  const [owner] = file.keys ?? [];
  if (owner !== undefined) return owner;
  for (const { facts, name } of candidates("transactions", "order_id", file).slice(0, 4)) {
    if (facts.isUnique || (await isOfOrders(asked, file, facts.name, name >= 0.7 ? "some" : "dates")))
      return facts.name;
  }
  // An id under another name whose lines agree in everything that could differ: the days and the customer.
  for (const facts of file.columns.filter((each) => couldBeKey(each, file)).slice(0, 6)) {
    if (await isOfOrders(asked, file, facts.name, "all")) return facts.name;
  }
  return undefined;
}

function couldBeKey(facts: ColumnFacts, { records }: SampledFile): boolean {
  const name = normalName(facts.name);
  return (
    /(^|_)(id|no|nr|number|nummer|num|ref|reference|code)$|^(deal|opportunity|job|booking|reservation|contract|bon|beleg|check|ticket|receipt)$/.test(
      name,
    ) &&
    !/customer|client|user|buyer|member|account|product|item|sku|line|variant|postal|zip|phone|coupon|discount/.test(
      name,
    ) &&
    !facts.isUnique &&
    facts.filled === records &&
    (facts.words.length === 0 || facts.words.length > 4) &&
    dateShare(facts) < 0.5
  );
}

/**
 * Whether its lines have one day or address each; in `dates` only days count, in `all` every column must agree, and there are
 * several.
 */
async function isOfOrders(
  asked: Asked,
  file: SampledFile,
  name: string,
  way: "some" | "dates" | "all",
): Promise<boolean> {
  const others = file.columns.filter((facts) => facts.name !== name && facts.filled > 0);
  const dates = others.filter((facts) => dateShare(facts) > 0.5);
  const addresses = others.filter((facts) => facts.email > 0.5);
  const alike = [...dates, ...(way === "dates" && dates.length > 0 ? [] : addresses)]
    .slice(0, 4)
    .map((facts) => `count(distinct ${quoteName(facts.name)}) as n`);
  if (alike.length === 0) return way !== "all";
  const counts = alike.map((sql, at) => sql.replace(" as n", ` as n${at}`));
  const [several = 0, ...same] = await asked.numbers(
    `select count(*), ${alike.map((_, at) => `count(*) filter (where n${at} <= 1)`).join(", ")}
     from (select ${counts.join(", ")} from ${file.table} where ${quoteName(name)} is not null group by ${quoteName(name)} having count(*) > 1)`,
  );
  if (way === "all") return several >= 3 && same.every((count) => count >= nearlyAll * several);
  return several === 0 || same.some((count) => count >= nearlyAll * several);
}

/** Texts that are given on the first line of each order only, and apply to its other lines too. */
export async function filledOnce(
  asked: Asked,
  file: SampledFile,
  key: string,
  columns: readonly string[],
): Promise<readonly string[]> {
  const gaps = file.columns.filter(
    ({ name, filled }) => columns.includes(name) && filled < file.records && name !== key,
  );
  if (gaps.length === 0) return [];
  const per = gaps.map(({ name }, at) => `count(${quoteName(name)}) as n${at}`);
  const [several = 0, ...counts] = await asked.numbers(
    `select count(*), ${gaps.flatMap((_, at) => [`count(*) filter (where n${at} > 0)`, `count(*) filter (where n${at} = 1)`, `count(*) filter (where n${at} = lines)`]).join(", ")}
     from (select count(*) as lines, ${per.join(", ")} from ${file.table} where ${quoteName(key)} is not null group by ${quoteName(key)} having count(*) > 1)`,
  );
  if (several === 0) return [];
  return gaps
    .filter((_, at) => {
      const [any = 0, once = 0, all = 0] = counts.slice(3 * at, 3 * at + 3);
      return any > 0 && once + all >= nearlyAll * any && once > 0;
    })
    .map(({ name }) => name);
}
