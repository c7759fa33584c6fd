import type { CompiledProject } from "./compile.ts";

export interface BundledProject {
  /** Of the files it was rendered from. */
  readonly sha256: string;
  readonly project: CompiledProject;
}

/** The project of the checkout, rendered with its own vars; the bundler puts it here, in a file that only builds load. */
export const bundledProject: BundledProject | undefined = undefined;
