import { type Field, fieldAt } from "../query/driver-fields.ts";

/** A field by name, or for a source's own programs by its index in a row of values. */
export type FieldPlace = Field | number;

export function placeOf(place: FieldPlace): number {
  return typeof place === "number" ? place : fieldAt[place];
}
