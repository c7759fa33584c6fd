import { fileErrors } from "../../errors/file.ts";
import { writeNewFile } from "../write-file.ts";
import { reportHtml } from "./html.ts";
import { reportMarkdown } from "./markdown.ts";
import type { ReportInput } from "./report-input.ts";

const writers: Readonly<Record<string, (input: ReportInput) => string>> = {
  md: reportMarkdown,
  markdown: reportMarkdown,
  html: reportHtml,
  htm: reportHtml,
};

/** Throws UsageError for a name that ends in neither .md nor .html. */
export function checkReportName(file: string): void {
  if (writerOf(file)) return;
  throw fileErrors.noReportName({ file });
}

/** Writes the report to a new file in the format of its name; no file is replaced unless `isOverwriting`. */
export async function writeReport(input: ReportInput, file: string, isOverwriting: boolean): Promise<void> {
  checkReportName(file);
  const write = writerOf(file) ?? reportHtml;
  await writeNewFile(file, write(input), isOverwriting);
}

function writerOf(file: string): ((input: ReportInput) => string) | undefined {
  return writers[/\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? ""];
}
