import { plainNumber } from "../domain/plain-value.ts";
import type { Sheet, SheetValue } from "./sheet.ts";

/** An array of objects with the catalog's names as keys; numbers as in CSV, amounts of money with all their digits. */
export function toJson(sheet: Sheet): string {
  const objects = sheet.rows.map((row) =>
    Object.fromEntries(sheet.columns.map((column, index) => [column.name, jsonValue(row[index] ?? null)])),
  );
  return `${JSON.stringify(objects, null, 1)}\n`;
}

function jsonValue(value: SheetValue): SheetValue {
  return typeof value === "number" ? Number(plainNumber(value)) : value;
}
