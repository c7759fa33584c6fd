import { quoteName } from "../database/sql-text.ts";
import type { PossiblePieces } from "./amount-bases.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { type MoneyKind, moneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import { type NumberOf, numberShare } from "./number-style.ts";
import { isBoundIn, type MovesOfNumber, movesOfNumber, pieceOrAll } from "./piece-moves.ts";
import { countsNothing, isCount } from "./pieces-by-product.ts";
import { candidates } from "./propose-columns.ts";
import type { SampledFile } from "./sampled-file.ts";

/** What whole numbers of unknown names are: pieces perhaps, or those by which the money of a line rises. */
export interface UnknownCounts {
  readonly possible: readonly PossiblePieces[];
  readonly ofLines?: Pick<PossiblePieces, "name" | "price"> | undefined;
}

interface Candidate extends PossiblePieces {
  /** Whether it belongs to something else than the line or the customer. */
  readonly isBound: boolean;
  readonly isOfLines: boolean;
  /** Columns between it and the price. */
  readonly far: number;
}

interface Group {
  readonly sql: string;
  readonly isCustomer: boolean;
}

interface Money {
  readonly name: string;
  readonly kind: MoneyKind;
  readonly isGuess: boolean;
}

const mostCounts = 8;
const mostOffered = 3;
const mostBeside = 12;
const mostZeros = 0.2;
const fewestOnes = 0.05;

/**
 * The whole numbers beside the first price or amount that may be its pieces, likeliest first. Pieces rise and fall from one line
 * to the next as chance has it. A number that hardly does so among the lines with the same text belongs to that: the line's
 * number to its order, a code to its status, a weight to its product, a stock to the whole file. One that belongs to the
 * customer may still be seats, and any of them the pieces of what is named as the price of one.
 */
export async function unknownCounts(
  asked: Asked,
  file: SampledFile,
  order: string | undefined,
  money: readonly Money[],
  numberOf: NumberOf,
): Promise<UnknownCounts> {
  const price = priceOf(money);
  const facts = file.columns.find(({ name }) => name === price?.name);
  if (price === undefined || facts === undefined) return { possible: [] };
  // Whole numbers under a name such as `sales` may be pieces beside a price with decimals.
  const isMoney = ({ name, kind }: Money) =>
    name === price.name || kind !== "amount" || isAmount(price) || facts.whole > 0.7;
  const taken = [order, customerOf(file), ...money.filter(isMoney).map(({ name }) => name)];
  const counts = file.columns.filter((each) => !taken.includes(each.name) && couldBe(each, file, price));
  const found: Candidate[] = [];
  for (const count of counts.slice(0, mostCounts)) {
    const groups = groupsOf(file, order, count);
    const columns = { number: numberOf(count), price: numberOf(facts), groups: groups.map(({ sql }) => sql) };
    const one = candidateOf(count, price, groups, await movesOfNumber(asked, file, columns));
    if (one?.isOfLines === true) return { possible: [], ofLines: one };
    if (one !== undefined)
      found.push({ ...one, far: Math.abs(file.columns.indexOf(count) - file.columns.indexOf(facts)) });
  }
  const free = found.filter(({ isBound }) => !isBound);
  const possible = (free.length > 0 ? free : found).toSorted(
    (a, b) => Number(b.isLikely) - Number(a.isLikely) || a.far - b.far,
  );
  return { possible: possible.slice(0, mostOffered) };
}

function candidateOf(
  { name, isUnique }: ColumnFacts,
  price: Money,
  groups: readonly Group[],
  moves: MovesOfNumber,
): Omit<Candidate, "far"> | undefined {
  const { inFile, within, byChance, ones, zeros } = moves;
  const bound = groups.filter((_, at) => within[at] !== undefined && isBoundIn(within[at], byChance));
  const isOfFile = isBoundIn(inFile, byChance);
  const isFree = bound.length === 0 && !isOfFile;
  const isOfCustomer = !isOfFile && bound.some(({ isCustomer }) => isCustomer);
  const answer = pieceOrAll(moves);
  const isNamed = isPriceOf(price.name, name);
  const isUnit = price.kind === "unit_price" || isNamed;
  const isOfPiece = answer?.is === "piece";
  // A number that is another in every line and only rises, or only falls, numbers the lines.
  const isNumber = isUnique && Math.min(inFile.rises, inFile.falls) === 0;
  const isOpen = isFree || isUnit || isOfCustomer;
  // What is named as an amount is one of the line, unless its values contradict.
  if (!isOpen || isNumber || zeros > mostZeros || (isAmount(price) && !(isFree && answer !== undefined)))
    return undefined;
  const isPriced = isOfPiece || isUnit || (price.kind === "price" && ones >= fewestOnes);
  return {
    ...{ name, price: price.name, isLikely: isNamed || (isFree && isPriced) },
    isBound: !isFree && !isNamed && !isOfCustomer,
    isOfLines: isFree && answer?.is === "all",
    because: isOfPiece
      ? `${price.name} stays the same in ${answer.found} of ${answer.of} lines where ${name} changes`
      : `nothing in the file shows whether ${isUnit ? `${name} has the pieces` : `${price.name} is the price of one piece`}`,
  };
}

/** What is named as the price of one piece, as a price, not at all, or as an amount. */
function priceOf(money: readonly Money[]): Money | undefined {
  const is = (kind: MoneyKind) => money.find((each) => each.kind === kind && !each.isGuess);
  return (
    is("unit_price") ?? is("price") ?? is("amount") ?? money.find(({ isGuess, kind }) => isGuess && kind === "amount")
  );
}

function isAmount({ kind, isGuess }: Money): boolean {
  return kind === "amount" && !isGuess;
}

function couldBe(facts: ColumnFacts, { records }: SampledFile, { name }: Money): boolean {
  const isOther = !["amount", undefined].includes(moneyKind(facts.name)) || otherNumbers.test(normalName(facts.name));
  return isCount(facts) && facts.filled > 0.5 * records && (isPriceOf(name, facts.name) || !isOther);
}

/** Names of whole numbers that are no pieces, where no arithmetic shows that they are. */
const otherNumbers =
  /(^|_)(age|alter|rating|stars?|score|grade|note|status|state|stage|store|shop|branch|filiale|terminal|till|kasse|register|floor|zone|tier|level|rank|version|visits?|periode?|quarter|kw|woche|monat|jahr|jahrgang|vintage|percent|pct|prozent|gewicht|bestand|lager)(_|$)/;

/** `rate per bag` or `Preis pro Tag` beside `bags` or `Tage`. */
function isPriceOf(price: string, count: string): boolean {
  const own = normalName(count);
  return normalName(price)
    .split("_")
    .some(
      (word) => word.length >= 3 && own !== word && own.length <= word.length + 2 && own.startsWith(word.slice(0, -1)),
    );
}

function customerOf(file: SampledFile): string | undefined {
  return candidates("transactions", "customer_id", file)[0]?.facts.name;
}

/** Texts, days and numbers of something that lines may have in common, but no object with the number in it. */
function groupsOf(file: SampledFile, order: string | undefined, count: ColumnFacts): readonly Group[] {
  const customer = customerOf(file);
  const isText = (facts: ColumnFacts) =>
    numberShare(facts) < 0.5 || dateShare(facts) >= 0.5 || countsNothing(facts.name) || facts.name === order;
  return file.columns
    .filter(({ name }) => !count.name.startsWith(`${name}.`))
    .filter((facts) => facts.name === customer || (facts.filled > 0 && !facts.isUnique && isText(facts)))
    .toSorted((a, b) => Number(b.name === order) - Number(a.name === order))
    .toSorted((a, b) => Number(b.name === customer) - Number(a.name === customer))
    .slice(0, mostBeside)
    .map(({ name }) => ({ sql: quoteName(name), isCustomer: name === customer }));
}
