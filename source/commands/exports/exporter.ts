import type { FolderTexts } from "../../export/new-folder.ts";
import type { Arguments, Option, Streams } from "../command.ts";

/** A project for another tool, and what that tool cannot express. */
export interface ExportedProject {
  readonly texts: FolderTexts;
  /** What is not carried over, and why; one line each. */
  readonly leftOut: readonly string[];
  /** How to use the folder. */
  readonly next: string;
}

/** Writes a project for one other tool. */
export interface Exporter {
  readonly options: readonly Option[];
  write(args: Arguments, streams: Streams): Promise<ExportedProject>;
}
