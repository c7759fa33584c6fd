import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { BundledProject } from "./bundled-project.ts";
import type { CompiledProject } from "./compile.ts";
import type { ProjectFiles } from "./project-files.ts";

/**
 * A project rendered with its vars (those given win): as it lies in the bundle where its files are the very same and no var
 * is given, since to render it takes a tenth of a build; else anew. Rejects as compileProject does.
 */
export async function compiledProject(
  files: ProjectFiles,
  vars: Readonly<Record<string, unknown>>,
): Promise<CompiledProject> {
  if (Object.keys(vars).length === 0) {
    const { bundledProject } = await import("./bundled-project.ts");
    if (bundledProject?.sha256 === sha256OfProject(files)) return bundledProject.project;
  }
  const { compileProject } = await import("./compile.ts");
  return compileProject(files, vars);
}

/** Of all that decides what a project is rendered to, besides vars that are given. */
function sha256OfProject({ directory, texts }: ProjectFiles): string {
  return createHash("sha256")
    .update(JSON.stringify([basename(directory), ...texts]))
    .digest("hex");
}

/** What the bundler puts in: plain data; undefined where variables of the environment have a say in it. */
export async function projectToBundle(files: ProjectFiles): Promise<BundledProject | undefined> {
  const own = [...files.texts].filter(([path]) => path !== "profiles.yml");
  if (own.some(([, text]) => text.includes("env_var("))) return undefined;
  const { compileProject } = await import("./compile.ts");
  return { sha256: sha256OfProject(files), project: await compileProject(files, {}) };
}
