import { commonRows } from "../../input/key-rows.ts";

const { why, by, period, view, filter, clearFilters } = commonRows;

export const switchingKeys = [why, by, period, view, filter, clearFilters];
