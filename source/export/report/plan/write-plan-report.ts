import type { Sheet } from "../../sheet.ts";
import { writeNewFile } from "../../write-file.ts";
import { documentHtml } from "../html.ts";
import { documentMarkdown } from "../markdown.ts";
import { reportFormat } from "../report-format.ts";
import { planDocument } from "./plan-document.ts";
import type { PlanReportInput } from "./plan-input.ts";

/** Writes the report of a plan to a new file in the format of its name; `sheet` holds its lines. Throws as writeReport does. */
export async function writePlanReport(
  input: PlanReportInput,
  sheet: Sheet,
  file: string,
  isOverwriting: boolean,
): Promise<void> {
  await writeNewFile(file, await contentOf(input, sheet, file), isOverwriting);
}

async function contentOf(input: PlanReportInput, sheet: Sheet, file: string) {
  switch (reportFormat(file)) {
    case "xlsx":
      return (await import("./plan-workbook.ts")).planWorkbook(input, sheet);
    case "html":
      return documentHtml(planDocument(input), "Plan report");
    case "markdown":
      return documentMarkdown(planDocument(input));
  }
}
