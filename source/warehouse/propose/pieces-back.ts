import type { Base, MoneyScene } from "./amount-bases.ts";
import { answered, type Choices, type Decision } from "./decision.ts";
import { isQuantityName } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
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
  if (base.quantity === undefined) return { base, decisions: [] };
  const hasMoney = scene.money.some(({ kind }) => kind === "refund");
  const isBack = (name: string) => cancelled.test(name) || (!hasMoney && returned.test(name));
  const names = file.columns
    .filter(
      ({ name, greatest, whole }) => name !== base.quantity && greatest > 0 && whole > 0.9 && isQuantityName(name),
    )
    .filter(({ name }) => isBack(normalName(name)))
    .map(({ name }) => name);
  if (names.length === 0) return { base, decisions: [] };
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
  return { base: { ...base, back: option.back }, decisions: [decision] };
}
