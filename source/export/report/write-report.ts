import { writeNewFile } from "../write-file.ts";
import { reportHtml } from "./html.ts";
import { reportMarkdown } from "./markdown.ts";
import { type ReportFormat, reportFormat } from "./report-format.ts";
import type { ReportInput } from "./report-input.ts";

const writers: Readonly<Record<ReportFormat, (input: ReportInput) => string | Promise<AsyncIterable<Uint8Array>>>> = {
  markdown: reportMarkdown,
  html: reportHtml,
  xlsx: async (input) => (await import("./workbook/report-workbook.ts")).reportWorkbook(input),
};

/** Writes the report to a new file in the format of its name; no file is replaced unless `isOverwriting`. */
export async function writeReport(input: ReportInput, file: string, isOverwriting: boolean): Promise<void> {
  await writeNewFile(file, await writers[reportFormat(file)](input), isOverwriting);
}
