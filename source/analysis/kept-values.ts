import { type BusinessWords, coffeeWords } from "../domain/business-words.ts";
import type { DriverScope, KeptValues } from "../query/driver-scope.ts";
import { largestChannels, largestProfiles, mostValues, profileCount } from "../query/driver-values.ts";
import type { RunStatement } from "./gather.ts";
import type { Together } from "./investigation.ts";
import { type Row, text } from "./read-cells.ts";
import { count, percent } from "./words.ts";

/** Fewer for profiles, since the rest is grouped by price segment, of which there are four. */
const mostProfiles = mostValues - 4;

/** Finds the factors with more values than are told apart, and which of their values to keep. */
export async function keptValues(
  scope: DriverScope,
  run: RunStatement,
  signal: AbortSignal,
): Promise<{ readonly kept: KeptValues; readonly together: readonly Together[] }> {
  const [channels, [profiles]] = await Promise.all([run(largestChannels(scope), signal), run(profileCount, signal)]);
  const isManyProfiles = Number(profiles?.[0] ?? 0) > mostValues;
  const coffees = isManyProfiles ? await run(largestProfiles(scope), signal) : [];
  const found = [
    { name: "channels", rows: channels, most: mostValues, of: "customers" },
    { name: "profiles", rows: coffees, most: mostProfiles, of: "units" },
  ] as const;
  const many = found.filter(({ rows }) => Number(rows[0]?.[2] ?? 0) > mostValues);
  const kept = many.map(({ name, rows, most }) => [name, rows.slice(0, most).map(([value]) => text(value))]);
  return {
    kept: Object.fromEntries(kept),
    together: many.map(({ name, rows, most, of }) => togetherOf(name, rows.slice(0, most), of)),
  };
}

function togetherOf(name: "channels" | "profiles", kept: readonly Row[], of: "customers" | "units"): Together {
  const [number, whole] = [Number(kept[0]?.[2] ?? 0), Number(kept[0]?.[3] ?? 0)];
  const keptSum = kept.reduce((sum, row) => sum + Number(row[1] ?? 0), 0);
  const factor = name === "channels" ? "marketing_channel" : "coffee_profile";
  return { factor, values: number, kept: kept.length, share: whole === 0 ? 0 : 1 - keptSum / whole, of };
}

/** What a reader must know about a factor whose smaller values are grouped. */
export function togetherSentence({ factor, values, kept, share, of }: Together, business: BusinessWords): string {
  const isProduct = factor === "coffee_profile";
  const names = isProduct
    ? business.product.one === coffeeWords.product.one
      ? "coffee profiles"
      : business.product.many
    : ({ marketing_channel: "channels" }[factor] ?? `values of ${factor}`);
  const counted = of === "units" ? business.unit.many : of;
  const rest = isProduct ? "Other, by price segment." : "Other. The segment search looks at each of them.";
  return `Of ${count(values)} ${names} the bridge shows the ${count(kept)} largest; the other ${count(values - kept)}, with ${percent(share)} of the ${counted}, are grouped as ${rest}`;
}
