import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { projectErrors } from "../../errors/project.ts";

/** The text of every file of a dbt project, by its path within the project. */
export interface ProjectFiles {
  readonly directory: string;
  readonly texts: ReadonlyMap<string, string>;
}

/** Folders of a dbt project that dbt itself writes. */
const written = new Set(["target", "logs", "dbt_packages"]);

/** Whether a path within a project, with slashes, is one of its SQL and YAML files. */
export function isOfProject(path: string): boolean {
  return /\.(sql|ya?ml)$/.test(path) && !written.has(path.split("/")[0] ?? "");
}

/** Reads a dbt project's SQL and YAML as text, unparsed: enough to know whether anything changed. */
export async function readProjectFiles(directory: string): Promise<ProjectFiles> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => {
    throw projectErrors.absent({ directory });
  });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter(isOfProject)
    .sort();
  const texts = await Promise.all(paths.map((path) => readFile(join(directory, path), "utf8")));
  return { directory, texts: new Map(paths.map((path, index) => [path, texts[index] ?? ""])) };
}

/** The environment variables that a project's files name, with their values: they affect what it renders to. */
export function environmentOf({ texts }: ProjectFiles): readonly (readonly [string, string | undefined])[] {
  const named = [...texts.values()].flatMap((text) =>
    [...text.matchAll(/env_var\(\s*['"](\w+)/g)].map((match) => match[1] ?? ""),
  );
  return named.map((name) => [name, process.env[name]]);
}
