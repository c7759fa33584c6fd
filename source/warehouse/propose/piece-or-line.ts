import { type MoneyScene, timesPieces, type WeighedBase } from "./amount-bases.ts";
import type { SampleLine } from "./line-sample.ts";
import { priceAnswer } from "./price-list.ts";

/** An amount that lines of one piece and of several have alike is that of a piece, whatever its name. */
export function ofPieces({ sample, money, quantity, possible }: MoneyScene, all: readonly WeighedBase[]) {
  const [first, ...others] = all;
  const isPriced = money.some(({ kind }) => kind === "price" || kind === "unit_price");
  if (first === undefined || isPriced || first.agreements.length > 0) return undefined;
  const { base } = first;
  if (base.kind !== "amount" || base.level !== "line" || base.isGuess || base.quantity !== undefined) return undefined;
  if (quantity === undefined) {
    const products = possible.map((each) => ({ base: timesPieces(base, each), agreements: [] }));
    return products.length === 0
      ? undefined
      : { bases: [first, ...products, ...others], because: possible[0]?.because ?? "" };
  }
  const answer = pieceAnswer(sample, base.column, quantity);
  if (answer?.is !== "one") return undefined;
  return {
    bases: [{ base: timesPieces(base, { name: quantity }), agreements: [] }, ...all],
    because: `${answer.found} of ${answer.of} lines of several pieces have an amount that lines of one piece have`,
  };
}

/** Whether a column named as a price is per piece or for the whole line, according to the price list. */
export function pieceOrLine(scene: MoneyScene, all: readonly WeighedBase[]) {
  const product = all.find(({ base }) => base.quantity !== undefined && base.isLikely === undefined);
  const alone = all.find(({ base }) => base.quantity === undefined && base.column === product?.base.column);
  if (product === undefined || product.agreements.length > 0) return undefined;
  if (alone?.agreements.some(({ target }) => target.level !== "line")) {
    return { bases: [alone, ...all.filter((one) => one !== alone && one !== product), product], because: "" };
  }
  const { sample, quantity } = scene;
  const answer = pieceAnswer(sample, product.base.column, quantity ?? "");
  if (answer === undefined) return undefined;
  const others = all.filter((one) => one !== alone && one !== product);
  const told = `${answer.found} of ${answer.of} lines of several pieces`;
  if (answer.is === "one")
    return { bases: all, because: `${told} have a price that lines of one piece have: it is that of one piece` };
  const line = alone ?? {
    base: { ...product.base, id: product.base.column, label: product.base.column, quantity: undefined },
    agreements: [],
  };
  return {
    bases: [
      ...others.filter(({ base }) => base.kind === "net" || base.kind === "amount"),
      line,
      product,
      ...others.filter(({ base }) => base.kind !== "net" && base.kind !== "amount"),
    ],
    because: `${told} have a price of one piece only once divided by ${quantity}: it is that of the line`,
  };
}

/** Whether a column holds the same for lines of one piece and of several, or as many times as much. */
function pieceAnswer(sample: MoneyScene["sample"], column: string, quantity: string) {
  const [at, pieces] = [sample.columns.indexOf(column), sample.columns.indexOf(quantity)];
  const of = (line: SampleLine) => line.numbers[at];
  const piecesOf = (line: SampleLine) => Math.abs(line.numbers[pieces] ?? 1);
  return priceAnswer(sample, {
    price: of,
    isChanged: (line) => piecesOf(line) > 1,
    one: of,
    other: (line) => (of(line) ?? Number.NaN) / piecesOf(line),
  });
}
