/** A reversal counts only when it came within so many days of its order; `any`: whenever it came. */
export type ReversalDays = number | "any";

/** Reversals within so many days of their order have come for old and new orders alike, so that both can be compared. */
export const comparableDays = 60;
