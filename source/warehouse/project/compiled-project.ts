import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { BundledProject } from "./bundled-project.ts";
import type { CompiledProject } from "./compile.ts";
import { environmentOf, type ProjectFiles } from "./project-files.ts";

/** The project that this process rendered last: a follower builds the same one after each batch. */
let last: { readonly of: string; readonly project: CompiledProject } | undefined;

/**
 * A project rendered with its vars (the given ones override): from the bundle if its files are exactly the same and no var is
 * given, because rendering takes a tenth of a build; otherwise rendered once while nothing of it changes. Rejects as
 * compileProject does.
 */
export async function compiledProject(
  files: ProjectFiles,
  vars: Readonly<Record<string, unknown>>,
): Promise<CompiledProject> {
  const sha256 = sha256OfProject(files);
  if (Object.keys(vars).length === 0) {
    const { bundledProject } = await import("./bundled-project.ts");
    if (bundledProject?.sha256 === sha256) return bundledProject.project;
  }
  const of = JSON.stringify([files.directory, sha256, vars, environmentOf(files)]);
  if (last?.of !== of) {
    const { compileProject } = await import("./compile.ts");
    last = { of, project: await compileProject(files, vars) };
  }
  return last.project;
}

/** Of everything that affects the rendered project, besides given vars. */
function sha256OfProject({ directory, texts }: ProjectFiles): string {
  return createHash("sha256")
    .update(JSON.stringify([basename(directory), ...texts]))
    .digest("hex");
}

/** The project for the bundler as plain data; undefined if environment variables affect it. */
export async function projectToBundle(files: ProjectFiles): Promise<BundledProject | undefined> {
  const own = [...files.texts].filter(([path]) => path !== "profiles.yml");
  if (own.some(([, text]) => text.includes("env_var("))) return undefined;
  const { compileProject } = await import("./compile.ts");
  return { sha256: sha256OfProject(files), project: await compileProject(files, {}) };
}
