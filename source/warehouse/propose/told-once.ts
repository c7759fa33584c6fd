import { columnValues, type MoneyColumn, type MoneyScene } from "./amount-bases.ts";

/** Without columns that repeat another one, such as an amount and its copy under another table's name. */
export function distinctColumns(scene: MoneyScene, columns: readonly MoneyColumn[]): readonly MoneyColumn[] {
  const seen = new Set<string>();
  return columns.filter((column) => {
    const values = JSON.stringify(valuesOf(scene, column));
    return !seen.has(values) && seen.add(values);
  });
}

/** Distinct columns without one that is the sum of all the others, because its money is theirs. */
export function toldOnce(scene: MoneyScene, columns: readonly MoneyColumn[]): readonly MoneyColumn[] {
  const apart = distinctColumns(scene, columns);
  if (apart.length < 3) return apart;
  const all = apart.map((column) => valuesOf(scene, column));
  const total = all.findIndex((own) =>
    own.every((value, line) => {
      const others = all.reduce((sum, values) => sum + (values === own ? 0 : (values[line] ?? 0)), 0);
      return Math.abs(value - others) < 0.0051;
    }),
  );
  return apart.filter((_, at) => at !== total);
}

function valuesOf(scene: MoneyScene, column: MoneyColumn): readonly number[] {
  return columnValues(scene, column).map((value) => Math.abs(value ?? 0));
}
