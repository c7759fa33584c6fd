import { lineValue, type MoneyScene, type WeighedBase } from "./amount-bases.ts";
import type { Finding } from "./finding.ts";
import { nearlyAll } from "./line-sample.ts";
import type { SampledFile } from "./sampled-file.ts";
import { takeOff } from "./take-off.ts";

/**
 * The line's sum as the file has it, where pieces times a price less a discount in percent come to the same but for what
 * shares are rounded by.
 */
export function bookedFirst(
  scene: MoneyScene,
  found: Finding<readonly WeighedBase[]>,
  file: SampledFile,
): Finding<readonly WeighedBase[]> {
  const [first] = found.answer;
  if (first === undefined || first.base.quantity === undefined) return found;
  const { parts } = takeOff(scene, first, file, {}, undefined);
  const [share, ...others] = parts;
  if (share === undefined || others.length > 0 || (share.way !== "share" && share.way !== "percent")) return found;
  const { sample } = scene;
  const at = sample.columns.indexOf(share.column.name);
  const whole = share.way === "percent" ? 100 : 1;
  const booked = found.answer.find(({ base }) => {
    if (base.quantity !== undefined || base.level !== "line") return false;
    const column = sample.columns.indexOf(base.column);
    const both = sample.lines.filter(({ numbers }) => numbers[column] !== undefined);
    const same = both.filter((line) => {
      const goods = lineValue(sample, first.base, line) ?? 0;
      const net = goods * (1 - (line.numbers[at] ?? 0) / whole);
      // A share of one decimal is off by half of it.
      return Math.abs(net - (line.numbers[column] ?? 0)) <= 0.0101 + Math.abs(goods) * 0.0005;
    });
    const isChanged = both.some(({ numbers }) => (numbers[at] ?? 0) !== 0);
    return isChanged && both.length >= nearlyAll * sample.lines.length && same.length >= nearlyAll * both.length;
  });
  if (booked === undefined) return found;
  return {
    answer: [booked, ...found.answer.filter((one) => one !== booked)],
    isShown: true,
    because: `${first.base.label} less ${share.column.name} = ${booked.base.label}, which is not rounded`,
  };
}
