import { expect, onTestFinished } from "vitest";
import { hasGrid, openOnTrino } from "../../engine/open-on-trino.ts";
import { frameFault } from "../../torture/support/frame.ts";
import type { Trino } from "./start-trino.ts";

const [back, patient] = ["\u001b", 300_000];
/** Rows under the cursor: a footer alone may still be that of the screen before, whose Esc would then stop the query. */
const hasRows = (id: RegExp) => (text: string) => id.test(text) && text.includes("row 1 of ");

/** Through every screen that a target has, each with figures in it, and out, on a terminal of 120x40. */
export async function journey({ port, catalog }: Trino, artifacts: string, folder: string): Promise<void> {
  const pty = openOnTrino({ catalog, artifacts, folder }, port);
  onTestFinished(() => pty.close());
  const see = async (keys: string, wanted: (text: string) => boolean, what: string) => {
    if (keys !== "") pty.press(keys);
    await pty.until(wanted, what, patient);
    expect(frameFault(pty.screen), what).toBeUndefined();
  };
  await see("", hasGrid, "the grid");
  await see("R", hasRows(/▸t-\d/), "the order lines behind a cell");
  await see("C", hasRows(/▸c-\d/), "their customers");
  await see(back, hasGrid, "the grid again");
  await see("2", (text) => text.includes("▸ leaderboards") && /[▲▼] [+-]\d/.test(text), "the leaderboards");
  await see("4", (text) => /\d+ models {2}\d+ checks/.test(text) && text.includes("✓ stg_customers"), "the pipeline");
  await see("/stg_customers", (text) => text.includes("1 to choose from"), "the search");
  await see("\r", (text) => text.includes("▸✓ stg_customers"), "the model found");
  await see("\r", (text) => text.includes("▸columns"), "its columns");
  await see("vvvv", (text) => text.includes("▸snapshots") && /\d{16,}/.test(text), "its snapshots");
  await see("3", (text) => /\b1 confirm\b/.test(text), "the investigation");
  pty.press("Q");
  expect(await pty.ended()).toBe(0);
}
