import { fileErrors } from "../../errors/file.ts";

const formats = { md: "markdown", markdown: "markdown", html: "html", htm: "html", xlsx: "xlsx" } as const;
export type ReportFormat = (typeof formats)[keyof typeof formats];

/** The format of a report by its file's name. Throws UsageError for a name that does not end in .html, .md or .xlsx. */
export function reportFormat(file: string): ReportFormat {
  const ending = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? "";
  if (Object.hasOwn(formats, ending)) return formats[ending as keyof typeof formats];
  throw fileErrors.noReportName({ file });
}
