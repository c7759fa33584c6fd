import { quoteName, quoteText } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import { isLastName, isSender } from "./buyer.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { strengthOf } from "./customer-names.ts";
import { dateShare } from "./date-style.ts";
import type { Hints } from "./hints.ts";
import { columnNameScore, isNumbered } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { numberShare } from "./number-style.ts";
import { isPhoneName, phoneDigits } from "./phone-numbers.ts";
import { candidates } from "./propose-columns.ts";
import type { SampledFile } from "./sampled-file.ts";

/** A column that may identify the buyer, how strongly, and its different values. */
export interface Identity {
  readonly facts: ColumnFacts;
  readonly strength: number;
  readonly filled: number;
  readonly different: number;
}

/** The columns that may identify the buyer, the strongest first. */
export async function identities(
  asked: Asked,
  file: SampledFile,
  key: string | undefined,
  hints: Hints | undefined,
): Promise<readonly Identity[]> {
  const named = new Map(candidates("transactions", "customer_id", file).map(({ facts, name }) => [facts, name]));
  const found: Identity[] = [];
  for (const facts of file.columns) {
    const strength = strengthOf(facts, named.get(facts), hints) || (isSender(file, facts.name) ? 0.4 : 0);
    if (strength === 0 || facts.filled === 0 || facts.name === key) continue;
    const own = buyerSql(facts);
    const value = facts.email > 0.5 ? `lower(trim(${own}))` : own;
    found.push({ facts, strength, filled: facts.filled, different: await differentOf(asked, file, value) });
  }
  for (const isWeak of [isLastName, (_: SampledFile, name: string) => isPhoneName(name)]) {
    if (found.length > 0) break;
    for (const facts of file.columns.filter(({ name, filled }) => filled > 0 && isWeak(file, name)))
      found.push({
        ...{ facts, strength: 0.28, filled: facts.filled },
        different: await differentOf(asked, file, buyerSql(facts)),
      });
  }
  const saying = found.length > 0 ? [] : await namesOfPeople(asked, file, saysWho);
  const people = found.length + saying.length > 0 ? saying : await namesOfPeople(asked, file, () => true);
  const byContent = found.length + people.length > 0 ? [] : await repeating(asked, file, key);
  return [...found, ...people, ...byContent].toSorted((a, b) => b.strength - a.strength);
}

/** SQL of a column's value, phone numbers in any spelling. */
function buyerSql({ name }: ColumnFacts): string {
  return isPhoneName(name) ? phoneDigits(quoteName(name)) : quoteName(name);
}

/** If no name helps: texts or whole numbers that repeat, with neither few values nor all different. */
async function repeating(asked: Asked, file: SampledFile, key: string | undefined): Promise<readonly Identity[]> {
  const found: Identity[] = [];
  // If columns have names and none is for a customer, there is no customer; repeating values are something else.
  if (!file.columns.every(({ name }) => isNumbered(name))) return [];
  for (const facts of file.columns) {
    const isId =
      facts.filled > 0.5 * file.records &&
      dateShare(facts) < 0.5 &&
      (numberShare(facts) < 0.5 || facts.whole > 0.99) &&
      facts.parentheses === 0;
    if (!isId || facts.isUnique || facts.name === key || facts.symbols.length > 0) continue;
    const different = await differentOf(asked, file, quoteName(facts.name));
    if (different < 2 || different > 0.95 * facts.filled || (different < 10 && different < 0.05 * facts.filled))
      continue;
    if (
      columnNameScore("transactions", "product_id", facts.name) > 0.5 ||
      columnNameScore("transactions", "quantity", facts.name) > 0.5
    )
      continue;
    found.push({ facts, strength: 0.1 + 0.1 * (different / facts.filled), filled: facts.filled, different });
  }
  return found;
}

/** Columns whose values are first and last names and repeat: those called so, such as `Tab Name` or `Opened by`, or any. */
async function namesOfPeople(
  asked: Asked,
  file: SampledFile,
  isMeant: (name: string) => boolean,
): Promise<readonly Identity[]> {
  const found: Identity[] = [];
  for (const facts of file.columns.filter(({ name, filled }) => filled > 0.5 * file.records && mayNamePeople(name))) {
    if (!isMeant(normalName(facts.name)) || columnNameScore("transactions", "product_id", facts.name) > 0) continue;
    const name = quoteName(facts.name);
    const [alike = 0, different = 0] = await asked.numbers(
      `select count(*) filter (where regexp_full_match(trim(${name}), ${quoteText(firstAndLast)})), count(distinct ${name}) from ${file.table}`,
    );
    if (alike < 0.8 * facts.filled || different < 3 || different > 0.95 * facts.filled) continue;
    found.push({ facts, strength: 0.28, filled: facts.filled, different });
  }
  return found;
}

const firstAndLast = "\\p{Lu}[\\p{L}'’.-]+( \\p{L}[\\p{L}'’.-]*){1,3}";

/** `Tab Name`, `Opened by`. */
function saysWho(name: string): boolean {
  return /(^|_)(name|nom|nombre|nome|naam|navn|namn|by|von|par|por|door|av)$/.test(name);
}

/** Not of goods, places, or those who work there. */
function mayNamePeople(own: string): boolean {
  const name = normalName(own);
  return !/(^|_)(product|item|menu|sku|article|artikel|event|campaign|list|file|server|bartender|waiter|kellner|cashier|employee|staff|seller|sold|driver|owner|rep|manager|store|location|shop|branch|city|country|street|discount|plan|course|deal|category|group|device|merchant|affiliate|payment|method|pipeline|stage|status|state|type|title|description|service|class|brand|account|address|note|term|fund)(_|$)/.test(
    name,
  );
}

/** How many different values an expression has. */
export async function differentOf(asked: Asked, file: SampledFile, value: string): Promise<number> {
  return (await asked.numbers(`select count(distinct ${value}) from ${file.table}`))[0] ?? 0;
}
