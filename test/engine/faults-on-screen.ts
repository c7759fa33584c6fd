import { expect, onTestFinished } from "vitest";
import { frameFault } from "../torture/support/frame.ts";
import type { Pty } from "../torture/support/pty.ts";
import type { FaultProxy } from "./fault-proxy.ts";
import { hasGrid, openOnTrino, type PlaceOfTrino } from "./open-on-trino.ts";

/** A server with tables of Grounds, reached through a proxy. */
export interface FaultyPlace extends PlaceOfTrino {
  readonly proxy: FaultProxy;
  /** Runs a statement at the server itself. */
  change(sql: string): Promise<unknown>;
}

const [back, up, patient] = ["\u001b", "k", 240_000];
const sees = (words: string) => (text: string) => text.replaceAll(/\s+/g, " ").includes(words);
const hasLines = (text: string) => text.includes("▸ order lines") && /row 1 of [\d,]+ order lines/.test(text);

function open(place: PlaceOfTrino, port: number, scheme?: string): Pty {
  const pty = openOnTrino(place, port, scheme);
  onTestFinished(() => pty.close());
  return pty;
}

/** Presses keys and waits for a whole frame of what is wanted. */
async function press(pty: Pty, keys: string, wanted: (text: string) => boolean, what: string): Promise<void> {
  if (keys !== "") pty.press(keys);
  await pty.until(wanted, what, patient);
  expect(frameFault(pty.screen), what).toBeUndefined();
}

/** The table that all order lines are read from. */
const lines = "silver.fct_transactions";

/**
 * A server that does not answer, is lost in the middle of a query, is overloaded, is not there, or lacks a table, one after
 * the other: each is told, the keys work meanwhile, and once it is over, the same question is answered.
 */
export async function survivesFaults({ proxy, change, ...place }: FaultyPlace): Promise<void> {
  const pty = open(place, proxy.port);
  await press(pty, "", hasGrid, "the grid");
  // The details of a cell are asked for whenever the cursor rests, and queries run one after the other.
  await press(pty, "i", (text) => hasGrid(text) && !text.includes("│ value"), "the grid alone");
  await expect.poll(() => proxy.idleMs, { timeout: patient }).toBeGreaterThan(2000);

  proxy.fault = "slow";
  await press(pty, "R", sees("Esc stops"), "a query that takes long");
  proxy.asked.length = 0;
  await press(pty, back, sees("Stopped. r runs it again"), "the query stopped");
  await expect.poll(() => proxy.cancelled, { timeout: 20_000 }).toHaveLength(1);
  await press(pty, back, hasGrid, "the grid again");
  await press(pty, "?", sees("Switch between tenure and calendar time"), "the keys");
  await press(pty, back, hasGrid, "the grid after them");

  await told(pty, proxy, "lost", "was lost while a query ran");
  await told(pty, proxy, { status: 503 }, "accepts no queries");
  await told(pty, proxy, "down", "cannot be reached");

  pty.press(up);
  await change(`alter table ${lines} rename to elsewhere`);
  try {
    await press(pty, "R", sees("A table is missing"), "the missing table");
    expect(pty.screen.text()).toContain("fct_transactions");
    await press(pty, back, hasGrid, "the grid without that table");
  } finally {
    await change("alter table silver.elsewhere rename to fct_transactions");
  }
  await press(pty, "R", hasLines, "the lines of the table that is back");
  pty.press("Q");
  expect(await pty.ended()).toBe(0);
}

/** The message of a fault; then back to the grid; then the answer, once the fault is over. Each at a cell not asked about yet. */
async function told(pty: Pty, proxy: FaultProxy, fault: FaultProxy["fault"], words: string): Promise<void> {
  proxy.fault = fault;
  pty.press(up);
  await press(pty, "R", sees(words), words);
  await press(pty, back, hasGrid, `the grid after: ${words}`);
  await press(pty, "R", sees(words), `again: ${words}`);
  proxy.fault = "none";
  await press(pty, "r", hasLines, `the lines after: ${words}`);
  await press(pty, back, hasGrid, `the grid once it is over: ${words}`);
}

/** Tables of another version are refused with what they lack, and read once dbt has built them again. */
export async function refusesOlderTables({ proxy, change, ...place }: FaultyPlace): Promise<void> {
  await change(`alter table ${lines} rename column net_revenue to net`);
  try {
    const pty = open(place, proxy.port);
    await pty.until(sees("were built by another version"), "the refusal", patient);
    expect(pty.screen.text()).toContain("silver.fct_transactions.net_revenue");
    await change(`alter table ${lines} rename column net to net_revenue`);
    await press(pty, "r", hasGrid, "the grid of tables of this version");
    pty.press("Q");
    expect(await pty.ended()).toBe(0);
  } finally {
    // Nothing to rename if it got that far.
    await change(`alter table ${lines} rename column net to net_revenue`).catch(() => {});
  }
}

/** A server whose certificate nobody vouches for gets no query. */
export async function refusesUntrusted(place: PlaceOfTrino, server: URL): Promise<void> {
  const pty = open(place, Number(server.port), "https");
  await pty.until(sees("The certificate of Trino at"), "the certificate's refusal", patient);
  expect(pty.screen.text()).toContain("NODE_EXTRA_CA_CERTS");
  pty.press("q");
  expect(await pty.ended()).toBe(0);
}
