import { commonRows } from "../../input/key-rows.ts";
import type { KeyWords } from "../../state/key-row.ts";

const { why, by, period, view, filter, clearFilters } = commonRows;

export const switchingKeys = [why, by, period, view, filter, clearFilters];

export const switchingWords: KeyWords = {
  by: { description: "Choose what switches" },
  view: { description: "Switch between plans and orders" },
};
