import type { Table } from "./contract.ts";
import { draw, drawInteger, keyOf, purpose } from "./random.ts";

/** The share of records after which a bad one is added; good records are unchanged. */
const dirtyShare = 0.004;

type Damage = readonly [column: number, value: string];

/**
 * What can be wrong with a record: columns (by position) and the values written there. An empty list is an exact duplicate;
 * a changed value under the same key a conflicting one.
 */
const damages: Readonly<Partial<Record<Table, readonly (readonly Damage[])[]>>> = {
  transactions: [
    [],
    [[9, "99.99"]],
    [
      [0, "#"],
      [3, "2024-02-30 10:00:00"],
    ],
    [
      [0, "#"],
      [3, "yesterday"],
    ],
    [
      [0, "#"],
      [9, "12,5 USD"],
    ],
    [
      [0, "#"],
      [8, "two"],
    ],
    [
      [0, "#"],
      [2, "c-unknown"],
    ],
    [
      [0, "#"],
      [8, "0"],
    ],
    [
      [0, "#"],
      [3, "2199-01-01 00:00:00"],
    ],
    [
      [0, "#"],
      [9, ""],
    ],
  ],
  subscription_state_changes: [
    [],
    [
      [0, "#"],
      [3, "31/12/2024"],
    ],
    [
      [0, "#"],
      [4, "perhaps"],
    ],
    [
      [0, "#"],
      [2, "c-unknown"],
    ],
  ],
  customers: [[], [[5, "elsewhere"]]],
  reversals: [
    [],
    [
      [0, "#"],
      [5, "n/a"],
    ],
    [
      [0, "#"],
      [3, ""],
    ],
    [
      [0, "#"],
      [1, "t-unknown"],
      [2, "c-unknown"],
    ],
  ],
};

/** Occasionally makes a bad record from a good one (which is only then requested); `#` becomes a unique key. */
export function dirtyMaker(seed: number, table: Table): (recordOf: () => string) => string | undefined {
  const key = keyOf(seed, [...table].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7) | 0);
  const kinds = damages[table] ?? [];
  let number = 0;
  let made = 0;
  return (recordOf) => {
    number++;
    if (kinds.length === 0 || draw(key, purpose.dirty, number) >= dirtyShare) return undefined;
    const kind = kinds[(made + drawInteger(key, purpose.dirty, 0, kinds.length)) % kinds.length] ?? [];
    made++;
    const cells = recordOf().split(",");
    for (const [column, value] of kind)
      cells[column] = value === "#" ? `${cells[column]}-bad` : value.includes(",") ? `"${value}"` : value;
    return cells.join(",");
  };
}
