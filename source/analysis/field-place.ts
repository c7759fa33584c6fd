import { type Field, fieldAt } from "../query/driver-fields.ts";

/** A field by its name, or, of a source's own programs, by its place in a row of values. */
export type FieldPlace = Field | number;

export function placeOf(place: FieldPlace): number {
  return typeof place === "number" ? place : fieldAt[place];
}
