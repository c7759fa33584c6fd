import { section, usage } from "./entry.ts";

const example =
  "Acquisition costs are CSV with the columns month, cost and, if you like, dimensions of customers, such as marketing_channel: 2025-03,1200";

/** Acquisition costs that cannot be followed. */
export const costErrors = section("costs", {
  none: usage(() => ({
    what: "There are no acquisition costs",
    why: "No file was named, and there is no acquisition_costs.csv beside the source.",
    next: example,
  })),
  unreadable: usage(({ file, why }: { file: string; why: string }) => ({
    what: `${file} cannot be read`,
    why,
    next: example,
  })),
  notSo: usage(({ file, line, why, next }: { file: string; line: number; why: string; next?: string }) => ({
    what: `${file}:${line}: this line of the acquisition costs cannot be followed`,
    why,
    next: next ?? example,
  })),
});
