import { questionErrors } from "../errors/question.ts";
import type { Catalog, Dimension } from "./catalog.ts";
import type { FiscalCalendar } from "./fiscal-calendar.ts";
import { addDays, addMonths, type Period, parsePeriod } from "./period.ts";

export const monthNames = [
  ...["january", "february", "march", "april", "may", "june"],
  ...["july", "august", "september", "october", "november", "december"],
] as const;

const pattern = /^FY(\d{4})(?:-Q([1-4]))?$/i;

/**
 * Reads a period as `parsePeriod` does, and also `FY2025` and `FY2025-Q1`, alone or as the ends of a range. Throws
 * UsageError for these if the business's years are calendar years, and for a text that is not a period.
 */
export function parseAnyPeriod(text: string, calendar: FiscalCalendar | undefined): Period {
  const ends = text.split("..");
  if (ends.length > 2 || !ends.some((end) => pattern.test(end.trim()))) return parsePeriod(text);
  if (calendar === undefined) throw questionErrors.noFiscalYear({ text });
  const periods = ends.map((end) => fiscalPeriod(end, calendar) ?? parsePeriod(end));
  const [from, to] = [periods[0]?.from ?? "", periods.at(-1)?.to ?? ""];
  if (to < from) throw questionErrors.backwardPeriod({ text, from, to });
  return { from, to };
}

/** The days of `FY2025` or `FY2025-Q1`; undefined for any other text. */
export function fiscalPeriod(text: string, calendar: FiscalCalendar): Period | undefined {
  const [, name, quarter] = pattern.exec(text.trim()) ?? [];
  if (name === undefined || name === "0000") return undefined;
  const first = firstMonth(Number(name), calendar);
  const from = addMonths(first, quarter === undefined ? 0 : 3 * (Number(quarter) - 1));
  return { from, to: addDays(addMonths(from, quarter === undefined ? 12 : 3), -1) };
}

/** First day of the fiscal year of this name: it may begin in the calendar year before. */
function firstMonth(name: number, { startMonth, namedBy }: FiscalCalendar): string {
  const year = namedBy === "end" && startMonth > 1 ? name - 1 : name;
  return `${String(year).padStart(4, "0")}-${String(startMonth).padStart(2, "0")}-01`;
}

/** The catalog with fiscal years and quarters beside those of the calendar. */
export function withFiscalYears(catalog: Catalog, calendar: FiscalCalendar | undefined): Catalog {
  if (calendar === undefined) return catalog;
  const place = catalog.dimensions.findIndex(({ name }) => name === "transaction_quarter") + 1;
  const dimensions = [
    ...catalog.dimensions.slice(0, place),
    ...dimensionsOf(calendar),
    ...catalog.dimensions.slice(place),
  ];
  return { ...catalog, dimensions };
}

/** SQL over the month of an order line, which the facts and the cube both have; a fiscal quarter consists of whole months. */
function dimensionsOf(calendar: FiscalCalendar): readonly Dimension[] {
  const later = calendar.namedBy === "end" ? (13 - calendar.startMonth) % 12 : 1 - calendar.startMonth;
  const year = `'FY' || cast(extract(year from transaction_month + interval '${later}' month) as varchar)`;
  const quarter = `cast(extract(quarter from transaction_month + interval '${1 - calendar.startMonth}' month) as varchar)`;
  const month = monthNames[calendar.startMonth - 1] ?? "";
  const begins = `${month.slice(0, 1).toUpperCase()}${month.slice(1)}`;
  const shared = { of: "line", type: "text", isOnBoards: false } as const;
  return [
    {
      ...shared,
      ...{ name: "fiscal_year", label: "Fiscal year", expression: year, cube: year, finer: "fiscal_quarter" },
      description: `Business year of the order line, which begins in ${begins}.`,
      fiscal: { ...calendar, months: 12 },
    },
    {
      ...shared,
      ...{ name: "fiscal_quarter", label: "Fiscal quarter", finer: "transaction_month" },
      ...{ expression: `${year} || '-Q' || ${quarter}`, cube: `${year} || '-Q' || ${quarter}` },
      description: "Quarter of the business year of the order line.",
      fiscal: { ...calendar, months: 3 },
    },
  ];
}

/** The fiscal year or quarter `months` months later, to the nearest whole one; any other text unchanged. */
export function movedFiscal(text: string, months: number): string {
  const [, name, quarter] = pattern.exec(text) ?? [];
  if (name === undefined) return text;
  if (quarter === undefined) return `FY${yearText(Number(name) + Math.round(months / 12))}`;
  const place = Number(name) * 4 + Number(quarter) - 1 + Math.round(months / 3);
  return `FY${yearText(Math.floor(place / 4))}-Q${(((place % 4) + 4) % 4) + 1}`;
}

function yearText(year: number): string {
  return String(year).padStart(4, "0");
}
