import { quoteName, quoteText } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { guestNames } from "./guest-names.ts";
import type { Hints } from "./hints.ts";
import { columnNameScore } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { isPhoneName, phoneDigits } from "./phone-numbers.ts";
import type { ColumnProposal } from "./proposal.ts";
import { proposeColumn, type Reader } from "./propose-columns.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

/** Who bought, and the column and address of the shop by which money that goes back is sent to them. */
export interface Buyer {
  readonly facts: ColumnFacts;
  readonly back: { readonly column: string; readonly shop: string } | undefined;
}

/** `From` and `To` of a payment, with names or addresses. */
const sender = /^(from|sender|von|absender|de|expediteur|remitente|mittente)(_(name|account))?$/;
const recipient = /^(to|recipient|receiver|an|empfanger|a|destinataire|destinatario|beneficiary)(_(name|account))?$/;

/** Whether a column names who sent the money of a row, beside one that names who got it. */
export function isSender({ columns }: SampledFile, name: string): boolean {
  return sender.test(normalName(name)) && columns.some((facts) => facts.filled > 0 && isRecipient(facts));
}

function isRecipient({ name }: ColumnFacts): boolean {
  return recipient.test(normalName(name));
}

/** In ledgers of a payment system refunds come from the shop: their buyer is whom they are sent to. */
export async function asBuyer(asked: Asked, file: SampledFile, facts: ColumnFacts): Promise<Buyer> {
  const isOther = isSender(file, facts.name)
    ? isRecipient
    : ({ email }: ColumnFacts) => facts.email > 0.8 && email > 0.8;
  const others = file.columns.filter((each) => each !== facts && isOther(each));
  const [sender, address] = [quoteName(facts.name), (name: string) => `lower(trim(${quoteName(name)}))`];
  for (const { name, filled } of others) {
    const rows = await asked.rows(
      `select shop from (select ${address(name)} as shop, count(*) as times from ${file.table} where ${quoteName(name)} is not null group by 1)
       where times > 0.5 * ${filled} and shop in (select lower(trim(${sender})) from ${file.table})`,
    );
    const [shop] = rows[0] ?? [];
    if (shop !== undefined && shop !== null) return { facts, back: { column: name, shop: String(shop) } };
  }
  return { facts, back: undefined };
}

/** The customer of a line, as the column tells; a column that a recipe names is as certain as one of a known name. */
export async function customerColumn(
  reader: Reader,
  file: SampledFile,
  { facts, back }: Buyer,
  hints?: Hints,
): Promise<ColumnProposal> {
  if (back !== undefined) return ofSender(reader, file, facts, back);
  const first = file.columns.find(({ name }) => firstName.test(normalName(name)));
  if (isLastName(file, facts.name) && first !== undefined) return fullName(reader, file, facts, first);
  const column = await proposeColumn(reader, "transactions", file, {
    column: "customer_id",
    facts,
    score: 1,
    name: Math.max(
      hints?.customer === facts.name ? 0.9 : 0,
      columnNameScore("transactions", "customer_id", facts.name),
    ),
  });
  const person = isCompany.test(normalName(facts.name)) ? await personBeside(reader, file, facts) : undefined;
  if (person !== undefined)
    return {
      ...column,
      expression: `coalesce(${column.expression}, ${person.expression})`,
      reason: `${column.reason}; without one, ${person.reason}`,
    };
  const nobody = facts.words.length > 0 || facts.whole > 0.5 ? await nobodyOf(reader, file, facts) : undefined;
  if (nobody !== undefined)
    return {
      ...column,
      expression: `nullif(${column.expression}, ${quoteText(nobody)})`,
      reason: `${column.reason}; ${nobody} is nobody`,
    };
  if (facts.whole > 0.9 && (await isInTwoForms(reader, file, facts)))
    return {
      ...column,
      expression: `regexp_replace(${column.expression}, '\\.0$', '')`,
      reason: `${column.reason}; 12.0 and 12 are one number`,
    };
  if (isPhoneName(facts.name))
    return { ...column, expression: phoneDigits(column.expression), reason: `${column.reason}; in any spelling` };
  const guests = facts.email > 0.5 || facts.whole > 0.5 ? [] : await guestNames(reader.database, file, facts);
  if (guests.length === 0) return column;
  const own = `lower(trim(${sqlName(facts.name, reader.reserved)}))`;
  return {
    ...column,
    expression: `if(${own} in (${guests.map(quoteText).join(", ")}), null, ${column.expression})`,
    reason: `${column.reason}; ${guests.join(", ")} is nobody`,
  };
}

const isCompany = /(^|_)(company|firma|organi[sz]ation|societe|azienda|empresa|bedrijf|foretag|firm|business)(_name)?$/;

/** First and last names, if some buyers are no company. */
async function personBeside(reader: Reader, file: SampledFile, { filled }: ColumnFacts) {
  const first = file.columns.find(({ name }) => firstName.test(normalName(name)));
  const last = file.columns.find(({ name }) => isLastName(file, name));
  if (first === undefined || last === undefined || last.filled <= filled) return undefined;
  return fullName(reader, file, last, first);
}

/** Whether a column has last names; one named `Last` alone only beside one named `First`. */
export function isLastName({ columns }: SampledFile, name: string): boolean {
  const plain = normalName(name);
  return lastName.test(plain) && (plain !== "last" || columns.some((facts) => normalName(facts.name) === "first"));
}

const lastName =
  /(^|_)(last_name|lastname|surname|family_name|nachname|cognome|apellidos?|sobrenome|efternamn|efternavn|nazwisko)$|^last$/;
const firstName = /(^|_)(first_name|firstname|given_name|vorname|nome|nombres?|prenom|fornamn|fornavn|imie)$|^first$/;

/** First and last name together, where nothing else distinguishes people. */
async function fullName(
  reader: Reader,
  file: SampledFile,
  last: ColumnFacts,
  first: ColumnFacts,
): Promise<ColumnProposal> {
  const [own, given] = [last.name, first.name].map((name) => sqlName(name, reader.reserved)) as [string, string];
  const match = { column: "customer_id", facts: last, score: 1, name: 0.5 };
  const plain = await proposeColumn(reader, "transactions", file, match);
  return {
    ...plain,
    expression: `nullif(trim(concat_ws(' ', ${given}, ${own})), '')`,
    reason: `the names in ${first.name} and ${last.name}`,
  };
}

async function ofSender(
  reader: Reader,
  file: SampledFile,
  facts: ColumnFacts,
  { column: other, shop }: NonNullable<Buyer["back"]>,
): Promise<ColumnProposal> {
  const plain = await customerColumn(reader, file, { facts, back: undefined });
  const [own, sentTo] = [facts.name, other].map((name) => sqlName(name, reader.reserved)) as [string, string];
  const who = `if(lower(trim(${own})) = ${quoteText(shop)}, ${sentTo}, ${own})`;
  return {
    ...plain,
    expression: `md5(lower(trim(${who})))`,
    reason: `${plain.reason}; money that the shop sends belongs to the buyer in ${other}`,
  };
}

/** Programs of statistics write numbers of customers as `12.0`, where a column has blanks. */
async function isInTwoForms({ database }: Reader, file: SampledFile, { name }: ColumnFacts): Promise<boolean> {
  const own = `trim(${quoteName(name)})`;
  const { rows } = await database.query(
    `select count(*) filter (where regexp_full_match(${own}, '\\d+\\.0')), count(*) filter (where regexp_full_match(${own}, '\\d+')) from ${file.table}`,
  );
  const [pointed = 0, plain = 0] = (rows[0] ?? []).map(Number);
  return pointed > 0 && plain > 0;
}

/** Shops book guests under the number 0; one address in all of its lines is that of a person. */
async function nobodyOf({ database }: Reader, file: SampledFile, { name }: ColumnFacts): Promise<string | undefined> {
  const address = file.columns.find(({ email }) => email > 0.8)?.name;
  const people =
    address === undefined ? "null, null" : `count(distinct lower(${quoteName(address)})), count(${quoteName(address)})`;
  const { rows } = await database.query(
    `select count(*), ${people} from ${file.table} where trim(${quoteName(name)}) = '0'`,
  );
  const [lines = 0, different, filled] = (rows[0] ?? []).map((value) => (value === null ? undefined : Number(value)));
  return lines > 1 && !(different === 1 && filled === lines) ? "0" : undefined;
}
