import { cp } from "node:fs/promises";
import { join } from "node:path";
import { withProposal } from "../../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../../source/warehouse/propose/write-mapping.ts";
import expected from "../../fixtures/field/expected.json" with { type: "json" };
import { root, scratch } from "./scratch.ts";

/** Expected result of an export: its net revenue, and its customers or their minimum and maximum. */
interface Expected {
  readonly why: string;
  readonly net_revenue?: string;
  readonly customers?: number | readonly number[];
}

/** Every field export, by its folder's name. */
export const fieldCases: Readonly<Record<string, Expected>> = expected;

/** A copy of an export's folder, so that a mapping can be written beside it. */
export async function fieldFolder(name: string): Promise<string> {
  const folder = await scratch();
  await cp(join(root, "test/fixtures/field", name), folder, { recursive: true });
  return folder;
}

/** The mapping proposed for a folder: its totals, text and number of assumptions. */
export async function mapped(folder: string, hasRecipes: boolean) {
  return withProposal({ source: folder, hasRecipes }, async ({ proposal }) => ({
    totals: proposal.totals,
    text: mappingText(proposal),
    assumptions: proposal.decisions.filter(({ isAssumption }) => isAssumption).length,
  }));
}
