import { type Base, basesOf, lineValue, type MoneyScene } from "./amount-bases.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { answered, type Choices, type Decision } from "./decision.ts";
import { nearlyAll, type SampleLine } from "./line-sample.ts";
import { normalName } from "./normal-name.ts";
import { isQuantityName } from "./quantity-names.ts";
import type { SampledFile } from "./sampled-file.ts";

const cancelled = /cancel|storn|annul/;
const returned = /refund|return|retour|rembours|devuel|reso(_|$)|zuruck/;

/** A base with the pieces that are no sale, as decided. */
interface WithPieces {
  readonly base: Base;
  readonly decisions: readonly Decision[];
}

/**
 * Pieces of a line that were cancelled or came back, in columns of their own beside those ordered: they are no sale where the
 * amount is the pieces ordered times their price. Pieces that came back count only if no column has the money for them.
 */
export function withoutPiecesBack(file: SampledFile, scene: MoneyScene, base: Base, choices: Choices): WithPieces {
  if (base.level !== "line") return { base, decisions: [] };
  const hasMoney = scene.money.some(({ name, kind }) => kind === "refund" && !isQuantityName(name));
  const isBack = (name: string) => cancelled.test(name) || (!hasMoney && returned.test(name));
  const names = file.columns
    .filter(
      ({ name, greatest, whole }) => name !== base.quantity && greatest > 0 && whole > 0.9 && isQuantityName(name),
    )
    .filter((facts) => isBack(normalName(facts.name)) && isInFew(facts, file))
    .map(({ name }) => name);
  const ofPieces = names.length === 0 ? undefined : byPieces(scene, base, names);
  if (ofPieces === undefined) return { base, decisions: [] };
  const listed = names.join(" and ");
  const { decision, option } = answered(choices, {
    id: "pieces",
    about: `pieces in ${listed}`,
    because: `${base.label} has the pieces ordered`,
    isShown: false,
    options: [
      { id: "off", says: `${listed} taken off`, back: names },
      { id: "in", says: `${listed} not taken off`, back: [] as readonly string[] },
    ],
  });
  return option.back.length === 0
    ? { base, decisions: [decision] }
    : { base: { ...ofPieces, back: option.back }, decisions: [decision] };
}

/** Most lines have nothing back; a column filled on most of them, such as a quantity less refunds, has the pieces that are left. */
function isInFew({ filled, words }: ColumnFacts, { records }: SampledFile): boolean {
  return filled < 0.5 * records || /^0([.,]0+)?$/.test(words[0]?.trim() ?? "");
}

/** The base as pieces times a price; the line's sum is so too, if it is all pieces ordered even where some came back. */
function byPieces(scene: MoneyScene, base: Base, back: readonly string[]): Base | undefined {
  if (base.quantity !== undefined) return base;
  const { sample } = scene;
  const places = back.map((name) => sample.columns.indexOf(name)).filter((at) => at >= 0);
  const isBack = ({ numbers }: SampleLine) => places.some((at) => (numbers[at] ?? 0) !== 0);
  return basesOf(scene).find((one) => {
    if (one.quantity === undefined || one.level !== "line") return false;
    const gaps = sample.lines.map((line) =>
      Math.abs((lineValue(sample, one, line) ?? Number.NaN) - (lineValue(sample, base, line) ?? Number.NaN)),
    );
    const same = gaps.filter((gap) => gap < 0.0051).length;
    return (
      same >= nearlyAll * gaps.length && sample.lines.every((line, at) => !isBack(line) || (gaps[at] ?? 1) < 0.0051)
    );
  });
}
