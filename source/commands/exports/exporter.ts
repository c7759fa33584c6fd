import type { FolderTexts } from "../../export/new-folder.ts";
import type { Arguments, Option, Streams } from "../command.ts";

/** What another tool reads, and what of ours it cannot hold. */
export interface ExportedProject {
  readonly texts: FolderTexts;
  /** A line each: what is not carried over, and why. */
  readonly leftOut: readonly string[];
  /** How the folder is put to use. */
  readonly next: string;
}

/** Writes a project for one other tool. */
export interface Exporter {
  readonly options: readonly Option[];
  write(args: Arguments, streams: Streams): Promise<ExportedProject>;
}
