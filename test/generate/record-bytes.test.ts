import { describe, expect, it } from "vitest";
import { monthOf } from "../../source/generate/calendar.ts";
import { RecordBytes } from "../../source/generate/record-bytes.ts";

const decoded = (record: RecordBytes) => new TextDecoder().decode(record.take());

describe("records as bytes", () => {
  it("contain texts, ids, numbers, money and times in readable form", () => {
    const record = new RecordBytes();
    record.id({ prefix: "t-", width: 8 }, 12).comma().id({ prefix: "c-", width: 2 }, 12345).comma().number(0).comma();
    record
      .money(5)
      .comma()
      .money(-1)
      .comma()
      .money(-123456)
      .comma()
      .money(0)
      .comma()
      .money(10 ** 15);
    record.comma().moment(0).comma().moment(1_709_251_199).comma().text("Zoë 名 🫘").end();
    const expected =
      "t-00000012,c-12345,0,0.05,-0.01,-1234.56,0.00,10000000000000.00,1970-01-01 00:00:00,2024-02-29 23:59:59,Zoë 名 🫘";
    expect(record.lastRecord()).toBe(expected);
    expect(decoded(record)).toBe(`${expected}\n`);
  });

  it("grow as needed, and start again after `take`", () => {
    const record = new RecordBytes();
    const long = "é".repeat(50_000);
    for (let round = 0; round < 3; round++) {
      record.text(long).comma().number(round).end();
      expect(decoded(record)).toBe(`${long},${round}\n`);
    }
    expect(record.size).toBe(0);
  });
});

describe("the month of an instant", () => {
  it("is that of the calendar, over leap years and centuries", () => {
    for (let day = -40_000; day < 60_000; day += 1) {
      const seconds = day * 86_400 + (day % 7);
      expect(monthOf(seconds)).toBe(new Date(seconds * 1000).getUTCMonth());
    }
  });
});
