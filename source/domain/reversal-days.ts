/** A reversal counts only if it came within this many days of its order; `any`: whenever it came. */
export type ReversalDays = number | "any";

/** Reversals within this many days are known for old and new orders alike, so the two can be compared. */
export const comparableDays = 60;
