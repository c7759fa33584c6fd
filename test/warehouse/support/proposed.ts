import { withProposal } from "../../../source/warehouse/propose/propose.ts";
import { type Files, scratch } from "./scratch.ts";

export const numbers = Array.from({ length: 12 }, (_, at) => at + 1);

/** The 15th of a month of 2024; after December comes January. */
export const day = (month: number) => `2024-${String(((month - 1) % 12) + 1).padStart(2, "0")}-15`;

export const csv = (header: string, rows: readonly string[]) => `${header}\n${rows.join("\n")}\n`;

/** The mapping proposed for files without recipes: its totals, what it asks, what it leaves out, the totals of all readings. */
export async function read(files: Files) {
  return withProposal({ source: await scratch(files), hasRecipes: false }, async ({ proposal }) => ({
    net: Number(proposal.totals.netRevenue),
    customers: proposal.totals.customers,
    asked: proposal.decisions.filter(({ isAssumption }) => isAssumption).map(({ id }) => id),
    leftOut: proposal.decisions.flatMap(({ effect }) => (effect?.startsWith("left out") ? [effect] : [])),
    totals: proposal.decisions.flatMap(({ totals }) => Object.values(totals).map((each) => Number(each.netRevenue))),
  }));
}
