import { cell } from "../../domain/cell.ts";
import { fitLine, type Line, seg, wrapText } from "../widgets/line.ts";

/** What a file contains, and its first lines. */
export interface FileForm {
  readonly file: string;
  readonly says: string;
  readonly example: readonly string[];
}

interface Absent {
  /** The path where the file is looked for; empty if there is no such place. */
  readonly missing: string;
  readonly form: FileForm;
  /** The key that makes the file, if one does. */
  readonly add: string;
}

/** How to make a file that is not beside the source yet: its form, an example, and its place. */
export function absentLines({ missing, form, add }: Absent, columns: number): readonly Line[] {
  const prose = (text: string, style: "strong" | "label") =>
    wrapText(text, Math.min(76, columns - 6)).map((part): Line => [seg("   "), seg(part, style)]);
  const head = [[], ...prose(`There is no ${form.file} beside the source.`, "strong"), []];
  if (missing === "")
    return [...head, ...prose("These tables are not read from files, so there is no place for one.", "label")];
  const how = `${add === "" ? "" : `Press ${add}, or `}${add === "" ? "Save" : "save"} it as ${cell(missing)} and press r.`;
  return [
    ...head,
    ...prose(`${form.says}:`, "label"),
    [],
    ...form.example.map((text) => fitLine([seg("      "), seg(text)], columns)),
    [],
    ...prose(how, "label"),
  ];
}
