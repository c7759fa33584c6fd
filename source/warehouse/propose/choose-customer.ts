import { quoteName } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import { asBuyer, customerColumn } from "./buyer.ts";
import { asSaid, type Chosen } from "./chosen.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { differentOf, type Identity, identities } from "./customer-identities.ts";
import { answered, type Choices } from "./decision.ts";
import type { Hints } from "./hints.ts";
import { isPhoneName } from "./phone-numbers.ts";
import { counted } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import type { SampledFile } from "./sampled-file.ts";

/** The buyer: an id that repeats, an e-mail address in any case, or finally a name; undefined if nothing identifies one. */
export async function chooseCustomer(
  reader: Reader,
  asked: Asked,
  file: SampledFile,
  key: string | undefined,
  choices: Choices,
  hints: Hints | undefined,
): Promise<Chosen | undefined> {
  const found = withChosen(await identities(asked, file, key, hints), file, choices.customer);
  if (found.every((one) => isConstant(one, file))) return undefined;
  const orders = key === undefined ? file.records : await differentOf(asked, file, quoteName(key));
  const { best, because, isShown } = bestIdentity(found, orders, key !== undefined || file.records > 5);
  const options = [best, ...found.filter((one) => one !== best)].slice(0, 3).map(({ facts, different }) => ({
    id: facts.name,
    says: `${facts.name}, ${counted(different)} customers`,
    facts,
  }));
  const [first, ...rest] = options;
  if (first === undefined) return undefined;
  const hasRival = rest.some(
    (option) => found.find(({ facts }) => facts === option.facts)?.different !== best.different,
  );
  const isSame =
    rest.length > 0 &&
    rest.length ===
      (await sameAs(
        asked,
        file,
        first.facts,
        rest.map(({ facts }) => facts),
      ));
  const { decision, option } = answered(choices, {
    id: "customer",
    about: "customer",
    because,
    isShown: isShown || isSame || (!hasRival && best.strength > 0.45),
    options: [first, ...rest],
  });
  const own = await customerColumn(reader, file, await asBuyer(asked, file, option.facts), hints);
  const column = choices.customer === option.id ? asSaid(own) : own;
  return { column, decisions: rest.length === 0 && best.strength > 0.3 ? [] : [decision] };
}

/** How many of the columns name the same people as one does: a number and a name, one for one. */
async function sameAs(asked: Asked, file: SampledFile, { name }: ColumnFacts, others: readonly ColumnFacts[]) {
  const own = quoteName(name);
  const counts = others.map(
    (other) =>
      `count(distinct ${own}) = count(distinct (${own}, ${quoteName(other.name)})) and count(distinct ${own}) = count(distinct ${quoteName(other.name)}) and count(${own}) = count(${quoteName(other.name)})`,
  );
  return (
    await asked.numbers(`select ${counts.map((same) => `(${same})::integer`).join(", ")} from ${file.table}`)
  ).filter((same) => same === 1).length;
}

/** A column that the user chose is used, whatever its name and content. */
function withChosen(found: readonly Identity[], file: SampledFile, chosen: string | undefined): readonly Identity[] {
  const facts = file.columns.find(({ name }) => name === chosen);
  if (facts === undefined || found.some((one) => one.facts === facts)) return found;
  const different = Math.round(facts.different * facts.filled);
  return [{ facts, strength: 1, filled: facts.filled, different }, ...found.slice(0, 2)];
}

/** A single value in many records is no customer, unless its column is named as the customer's number. */
function isConstant({ different, filled, strength }: Identity, { records }: SampledFile): boolean {
  return different < 2 && filled > 10 && records > 10 && strength < 0.9;
}

/** One value for all of many orders does not distinguish anyone, such as an account of the books. */
function withoutConstants(found: readonly Identity[]): readonly [Identity, ...Identity[]] {
  const [first, ...rest] = found as readonly [Identity, ...Identity[]];
  const telling = found.filter(({ different, filled }) => different > 1 && different >= 0.02 * Math.min(filled, 500));
  const [other, ...others] = telling;
  return other === undefined ? [first, ...rest] : [other, ...others];
}

function bestIdentity(found: readonly Identity[], orders: number, canTell: boolean) {
  const [first, ...rest] = withoutConstants(found);
  const perOrder = canTell && orders >= 5 && first.different >= 0.99 * Math.min(orders, first.filled);
  const repeating = rest.find(
    (one) => one.strength >= 0.4 && one.different <= 0.95 * first.different && one.filled >= 0.9 * first.filled,
  );
  if (perOrder && repeating !== undefined) {
    return {
      best: repeating,
      because: `${first.facts.name} differs with every order, ${repeating.facts.name} repeats`,
      isShown: repeating.strength > 0.5,
    };
  }
  const wider = rest.find((one) => one.strength >= 0.5 && one.filled > 1.02 * first.filled);
  if (wider !== undefined && first.strength < 1) {
    return {
      best: wider,
      because: `${first.facts.name} is empty in ${counted(wider.filled - first.filled)} lines that have ${wider.facts.name}`,
      isShown: true,
    };
  }
  if (first.strength <= 0.2)
    return { best: first, because: "chosen because its values repeat; no column name says customer", isShown: false };
  const what = isPhoneName(first.facts.name) ? "phone number" : "name";
  if (first.strength < 0.5) return { best: first, because: `only a ${what} tells customers apart`, isShown: false };
  const isContested = rest.some((one) => one.strength > first.strength - 0.1 && one.facts.name !== first.facts.name);
  return { best: first, because: `named ${first.facts.name}`, isShown: !isContested || first.strength >= 0.9 };
}
