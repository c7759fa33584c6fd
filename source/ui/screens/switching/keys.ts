import { commonRows } from "../../input/key-rows.ts";

const { by, period, view, filter, clearFilters } = commonRows;

export const switchingKeys = [by, period, view, filter, clearFilters];
