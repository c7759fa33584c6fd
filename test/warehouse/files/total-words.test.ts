import { expect, test } from "vitest";
import { totalTraces } from "../../../source/warehouse/files/total-words.ts";

const traces = (text: string) => totalTraces.test(Buffer.from(text).toString("latin1"));

test.each(["Grand Total,12.00", "Zwischensumme;12,00", "Somma,1", "ИТОГО;12", "Всего;3", "Łącznie,x\n-----"])(
  "%s may be a total",
  (text) => expect(traces(`a,b\n${text}`)).toBe(true),
);

// A file with a trace of a total is copied record by record, which takes ten times as long.
test.each(["c-1,Summer,Kiehn", "weekly summary,3", "кредит,5", "sommation,4", "consumer goods,4", "Assumpta,5"])(
  "%s is none",
  (text) => expect(traces(`a,b\n${text}`)).toBe(false),
);
