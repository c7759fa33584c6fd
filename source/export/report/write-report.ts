import { fileErrors } from "../../errors/file.ts";
import { writeNewFile } from "../write-file.ts";
import { reportHtml } from "./html.ts";
import { reportMarkdown } from "./markdown.ts";
import type { ReportInput } from "./report-input.ts";

type Writer = (input: ReportInput) => string | Promise<AsyncIterable<Uint8Array>>;

const writers: Readonly<Record<string, Writer>> = {
  md: reportMarkdown,
  markdown: reportMarkdown,
  html: reportHtml,
  htm: reportHtml,
  xlsx: async (input) => (await import("./workbook/report-workbook.ts")).reportWorkbook(input),
};

/** Throws UsageError for a name that does not end in .html, .md or .xlsx. */
export function checkReportName(file: string): void {
  if (writerOf(file)) return;
  throw fileErrors.noReportName({ file });
}

/** Writes the report to a new file in the format of its name; no file is replaced unless `isOverwriting`. */
export async function writeReport(input: ReportInput, file: string, isOverwriting: boolean): Promise<void> {
  checkReportName(file);
  const write = writerOf(file) ?? reportHtml;
  await writeNewFile(file, await write(input), isOverwriting);
}

function writerOf(file: string): Writer | undefined {
  return writers[/\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? ""];
}
