import { describe, expect, it } from "vitest";
import { nothingDecided, openMapper } from "../../source/commands/mapper.ts";
import type { MappingDraft } from "../../source/domain/mapping-draft.ts";
import type { Mapper } from "../../source/ui/state/core.ts";
import { withoutCounts } from "../../source/warehouse/propose/uncounted.ts";
import { fieldFolder } from "./support/field.ts";

/** Exports of several forms, of one file and of several. */
const kinds = [
  "woo-advanced-export",
  "order-total-on-each-line",
  "stripe-charges",
  "shopify-three-currencies",
  "superstore-discount-share",
  "olist-header-and-lines",
  "refunds-by-order",
  "thousands-points-only",
  "mongo-export-nested",
  "star-schema-status-codes",
  "excel-windows-1252",
  "preamble-lines",
];

function opened(folder: string, bytes: number): Promise<Mapper> {
  return openMapper(folder, new AbortController().signal, () => {}, nothingDecided(), { whole: 0, bytes });
}

/** The draft of all rows. */
function counted({ draft, follow }: Mapper): Promise<MappingDraft> {
  if (follow === undefined) return Promise.resolve(draft);
  return new Promise((resolve, reject) => {
    follow((news) => {
      if (news.kind === "counted") resolve(news.draft);
      if (news.kind === "not_counted") reject(new Error(news.text));
    });
  });
}

/** Every text that a draft shows, but for names and the rows of the files. */
function textsOf({ decisions, tables }: MappingDraft): readonly string[] {
  return [
    ...decisions.flatMap(({ because, readings }) => [because, ...readings.map(({ says }) => says)]),
    ...tables.flatMap(({ notes, columns }) => [...notes, ...columns.map(({ reason }) => reason)]),
  ];
}

describe.each(kinds)("%s", (name) => {
  it("ends as it does when it is read whole, and shows no figure of a sample before", async () => {
    const folder = await fieldFolder(name);
    const [samples, whole] = [await opened(folder, 900), await opened(folder, Number.MAX_SAFE_INTEGER)];
    expect(whole.draft.isCounted).toBe(true);
    if (!samples.draft.isCounted) {
      const { totals, decisions, tables } = samples.draft;
      expect(totals).toBeUndefined();
      expect(decisions.flatMap(({ effect, readings }) => [effect, ...readings.map((one) => one.totals)])).toEqual(
        decisions.flatMap(({ readings }) => [undefined, ...readings.map(() => undefined)]),
      );
      expect(tables.flatMap(({ preview }) => preview?.rows ?? [])).toEqual([]);
      for (const text of textsOf(samples.draft)) expect(text).toBe(withoutCounts(text));
    }
    expect(await counted(samples)).toEqual(whole.draft);
    await samples.close();
    await whole.close();
  });
});

it("are read in part, most of them", async () => {
  const areCounted = [];
  for (const name of kinds.slice(0, 4)) {
    const mapper = await opened(await fieldFolder(name), 900);
    areCounted.push(mapper.draft.isCounted);
    await mapper.close();
  }
  expect(areCounted).toContain(false);
});

it.each([
  ["12 of 1,200 orders", "… of … orders"],
  ["left out: 3 lines, -1,250.50 USD", "left out: … lines, … USD"],
  ["total = net in 7 of 7 orders.", "total = net in … of … orders."],
  ["orders_2.csv, Sales 2024.csv, column_3, 03/04/2024, 2024-01-05, p1", undefined],
])("figures are left out of %j, and no names or days", (text, without = text) => {
  expect(withoutCounts(text)).toBe(without);
});
