import { section, usage } from "./entry.ts";

const example =
  "A plan is CSV with the columns month, measure, value and, where wanted, dimensions: 2025-03,net_revenue,12000";

/** A plan that cannot be followed. */
export const planErrors = section("plan", {
  none: usage(() => ({
    what: "There is no plan",
    why: "No file was named, and there is no plan.csv beside the source.",
    next: example,
  })),
  unreadable: usage(({ file, why }: { file: string; why: string }) => ({
    what: `${file} cannot be read`,
    why,
    next: example,
  })),
  notSo: usage(({ file, line, why, next }: { file: string; line: number; why: string; next?: string }) => ({
    what: `${file}:${line}: this line of the plan cannot be followed`,
    why,
    next: next ?? example,
  })),
});
