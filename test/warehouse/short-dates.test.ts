import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { mapped } from "./support/field.ts";
import { csv } from "./support/proposed.ts";
import { type Files, landed, scratch } from "./support/scratch.ts";

const days = Array.from({ length: 28 }, (_, at) => at + 1);
const two = (number: number) => String(number).padStart(2, "0");

/** Sales of 1.00 a day, and the header of the column of their days. */
const till = (dayOf: (day: number) => string, header = "Day", first = 0) =>
  csv(
    `Receipt,${header},Customer,Amount`,
    days.map((day) => `R${first + day},${dayOf(day)},C${day % 5},1.00`),
  );

async function readDays(files: Files) {
  return withProposal({ source: await scratch(files), hasRecipes: false }, async ({ proposal }) => ({
    net: Number(proposal.totals.netRevenue),
    from: proposal.totals.from,
    to: proposal.totals.to,
    asked: proposal.decisions.filter(({ isAssumption }) => isAssumption).map(({ id }) => id),
  }));
}

describe("a day whose month is in the file's name or title", () => {
  const march = { net: 28, from: "2024-03-01", to: "2024-03-28", asked: ["month"] };

  it.each(["till 2024-03.csv", "till_202403.csv", "till March 2024.csv", "03-2024 till.csv"])("is %s", async (name) => {
    expect(await readDays({ [name]: till(String) })).toEqual(march);
  });

  it("is named in a title", async () => {
    expect(await readDays({ "till.csv": `Sales March 2024,,,\n${till(String)}` })).toEqual(march);
  });

  it("differs between files, in the mapping too", async () => {
    const files = { "till 2024-03.csv": till(String), "till 2024-04.csv": till(String, "Day", 100) };
    expect(await readDays(files)).toEqual({ ...march, net: 56, to: "2024-04-28" });
    const folder = await scratch(files);
    await writeFile(join(folder, "grounds.yml"), (await mapped(folder, false)).text);
    const query =
      "select min(transacted_at), max(transacted_at), count(distinct transacted_at)::integer from landing.raw.transactions";
    expect(await landed(folder, query)).toEqual([["2024-03-01", "2024-04-28", 56]]);
  });
});

describe("a period of a year", () => {
  const booked = (header: string, periodOf: (at: number) => string) =>
    csv(
      `Document,${header},Customer,Amount`,
      days.map((at) => `D${at},${periodOf((at % 3) + 2)},C${at % 5},1.00`),
    );
  const quarter = { net: 28, from: "2024-02-01", to: "2024-04-01" };

  it.each<[string, string, (period: number) => string]>([
    ["beside its year", "Fiscal Year,Period", (period) => `FY2024,P0${period}`],
    ["of three digits beside a year of two", "Fiscal Year,Posting Period", (period) => `24,00${period}`],
    ["in one column with its year", "Fiscal Period", (period) => `2024-P0${period}`],
  ])("is the month of a year that begins in January, as an assumption: %s", async (_, header, periodOf) => {
    expect(await readDays({ "ledger.csv": booked(header, periodOf) })).toEqual({ ...quarter, asked: ["fiscal"] });
  });

  it("is certain where it is called a month", async () => {
    const names = ["January", "February", "March", "April"];
    const text = booked("Year,Month", (month) => `2024,${names[month - 1]}`);
    expect(await readDays({ "ledger.csv": text })).toEqual({ ...quarter, asked: [] });
    const numbered = booked("Year,Month", (month) => `2024,${month}`);
    expect(await readDays({ "ledger.csv": numbered })).toEqual({ ...quarter, asked: [] });
  });
});

describe("years of two digits first", () => {
  const months = { net: 28, from: "2024-01-12", to: "2024-12-23", asked: [] };
  const monthOf = (day: number) => two((day % 12) + 1);

  it.each<[string, (day: number) => string]>([
    ["240313", (day) => `24${monthOf(day)}${two(day)}`],
    ["24-03-13", (day) => `24-${monthOf(day)}-${two(day)}`],
    ["24/03/13 11:05", (day) => `24/${monthOf(day)}/${two(day)} 11:05`],
  ])("are read: %s", async (_, dayOf) => {
    expect(await readDays({ "till.csv": till(dayOf, "Sale date") })).toMatchObject(months);
  });

  it("are not taken for days where the last number is the year", async () => {
    expect(await readDays({ "till.csv": till((day) => `${two(day)}${monthOf(day)}24`, "Sale date") })).toMatchObject(
      months,
    );
    expect(await readDays({ "till.csv": till((day) => `${two(day)}-${monthOf(day)}-24`, "Sale date") })).toMatchObject(
      months,
    );
  });
});

it("takes the day after a column with its time", async () => {
  const files = {
    "till.csv": csv(
      "Receipt,Time,Date,Customer,Amount",
      days.map((day) => `R${day},09:${two(day)},2024-03-${two(day)},C${day % 5},1.00`),
    ),
  };
  expect(await readDays(files)).toMatchObject({ net: 28, from: "2024-03-01", to: "2024-03-28" });
});
