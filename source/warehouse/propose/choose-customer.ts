import { quoteName, quoteText } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import { asBuyer, customerColumn, isLastName, isSender } from "./buyer.ts";
import { asSaid, type Chosen } from "./chosen.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { answered, type Choices } from "./decision.ts";
import { isCustomerElsewhere, isCustomerNumber } from "./foreign-names.ts";
import type { Hints } from "./hints.ts";
import { columnNameScore, isNumbered } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { numberShare } from "./number-style.ts";
import { isPhoneName, phoneDigits } from "./phone-numbers.ts";
import { counted } from "./proposal.ts";
import { candidates, type Reader } from "./propose-columns.ts";
import type { SampledFile } from "./sampled-file.ts";

interface Identity {
  readonly facts: ColumnFacts;
  readonly strength: number;
  readonly filled: number;
  readonly different: number;
}

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

async function identities(
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
    const own = isPhoneName(facts.name) ? phoneDigits(quoteName(facts.name)) : quoteName(facts.name);
    const value = facts.email > 0.5 ? `lower(trim(${own}))` : own;
    found.push({ facts, strength, filled: facts.filled, different: await differentOf(asked, file, value) });
  }
  for (const isWeak of [isLastName, (_: SampledFile, name: string) => isPhoneName(name)]) {
    if (found.length > 0) break;
    for (const facts of file.columns.filter(({ name, filled }) => filled > 0 && isWeak(file, name)))
      found.push({
        ...{ facts, strength: 0.28, filled: facts.filled },
        different: await differentOf(
          asked,
          file,
          isPhoneName(facts.name) ? phoneDigits(quoteName(facts.name)) : quoteName(facts.name),
        ),
      });
  }
  const saying = found.length > 0 ? [] : await namesOfPeople(asked, file, saysWho);
  const people = found.length + saying.length > 0 ? saying : await namesOfPeople(asked, file, () => true);
  const byContent = found.length + people.length > 0 ? [] : await repeating(asked, file, key);
  return [...found, ...people, ...byContent].toSorted((a, b) => b.strength - a.strength);
}

/** How well a column identifies a person, 0 to 1: documented, an id, an address, a name. */
function strengthOf(facts: ColumnFacts, named: number | undefined, hints: Hints | undefined): number {
  if (hints?.customer === facts.name) return 1;
  if (facts.words.some((word) => word.startsWith("{")) || dateShare(facts) > 0.5) return 0;
  const name = normalName(facts.name);
  if (
    /(^|_)(seller|vendor|owner|employee|cashier|staff|agent|rep|merchant|supplier|(?<!(?:shopper|customer|client|user|buyer|account)_)reference|group|type|segment|since|class|note|message|user_agent)($|_)/.test(
      name,
    )
  )
    return 0;
  const isPerson = person.test(name) || easternPerson.test(name) || isCustomerElsewhere(name);
  if (cards.test(name)) return 0.6;
  if (devices.test(name)) return 0.6;
  if (/(^|_)(unique|global|person|master)_id$/.test(name) && isPerson) return 0.96;
  if (/name$/.test(name) && isPerson) return 0.4;
  if (
    /^(tax_id|vat_id|cpf|cnpj|gstin|nif|dni|nit|rut|ruc|rfc|cuit|oib|eik|edrpou)(_|$)|_(gstin|cpf|cnpj|vat_id)$/.test(
      name,
    )
  )
    return 0.6;
  if (facts.email > 0.8) return /ship|seller|staff|from|to_|empfanger|recipient|destinat|payee/.test(name) ? 0.5 : 0.8;
  if (named !== undefined && named > 0) return facts.email > 0.5 ? 0.8 : named;
  if (isPerson && /phone|mobile|telefon/.test(name)) return 0.55;
  if (
    isPerson &&
    /(_ids?|(?<=\p{Script=Han}|\p{Script=Hangul})id|番号|编号|번호|_no|_nr|_number|_ref|_reference|_uid|_code|_key|_guid|_uuid|nummer)$|^(id|nro|num|numero|cod|codigo|код|номер)_/u.test(
      name,
    )
  )
    return 0.85;
  if (isCustomerNumber(name)) return 0.85;
  if (/^(gegenkonto|konto|personenkonto|contra_account|offset_account|counterparty)(_|$)/.test(name))
    return facts.words.length === 0 || facts.words.length > 4 ? 0.3 : 0;
  const isText = facts.iso < 0.5 && numberShare(facts) < 0.5;
  if (isPerson && isText && (facts.words.length === 0 || facts.words.length > 4)) return 0.45;
  if (name === "account" && facts.whole > 0.9 && (facts.words.length === 0 || facts.words.length > 12)) return 0.3;
  // If nothing else identifies a buyer, full names do.
  return /^((full|bill(ing)?(_to)?)_)?(name|nom|nombre|nome|naam|navn|namn|wer|who|qui|quien|vem|hvem|имя|氏名|お名前|姓名)(_full)?$/.test(
    name,
  ) &&
    isText &&
    facts.words.length !== 1
    ? 0.3
    : 0;
}

/** What distinguishes people if nobody asks for their name: at a till, on the phone. */
const cards =
  /^(loyalty|membership|bonus|club)_?(id|no|nr|number|card|card_no|card_number)$|^card_(no|nr|number|id)$|^msisdn$/;

/** Ids by which event logs distinguish people. */
const devices = /(^|_)(distinct|anonymous|visitor|profile|device|pseudo|amplitude|mixpanel)_id$/;

/** The same in scripts without spaces between words. */
const easternPerson = /用户|买方|对方|会員|顧客|お客様|得意先|取引先|客户|会员|买家|고객|구매자|회원|거래처/;

/** Words for the buyer. */
const person = new RegExp(
  `(^|_)(${[
    "customer|client|user|buyer|backer|patron|purchaser|member|shopper|consumer|account|company|contact|person|party|partner|payer|guest|subscriber|cust|debtor|donor|donator|supporter|patient|tenant|renter|policyholder|passenger|traveller|participant|attendee|student|retailer|reseller|dealer|distributor|organi[sz]ation|household|sold_to|bill_to|username",
    "giver|pupil|family|bidder|holder|consignor|plate|licen[cs]e_plate|kennzeichen|receptor|mitglied\\p{L}*|schuler|eleve|famille|alumn[oa]|familia|beneficiari[oa]",
    "constituent|auftraggeber|besteller|rechnungsempfanger|mieter|spender|mandant",
    "gast|gastname|reisender|viajero|voyageur|kunde|kunden\\p{L}*|debitor|consument\\p{L}*|klant\\p{L}*|kundnamn|kundnr|musteri|kaufer|cliente|acheteur|comprador|acquirente|klant|koper|kund|klient|nabywca|kontakt|contato|contacto|contatto|razao_social|razon_social|ragione_sociale|raison_sociale|firma|tiers|comp_aux|relatie|adherent|huesped|ospite",
    "клиент\\p{L}*|покупател\\p{L}*|контрагент\\p{L}*|заказчик\\p{L}*|компания|компании|会員|顧客|お客様|客户|会员|고객",
  ]
    .join("|")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")})($|_)`,
  "u",
);

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

async function differentOf(asked: Asked, file: SampledFile, value: string): Promise<number> {
  return (await asked.numbers(`select count(distinct ${value}) from ${file.table}`))[0] ?? 0;
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
