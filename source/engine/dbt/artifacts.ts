import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { engineErrors } from "../../errors/engine.ts";

const named = z.object({ name: z.string(), description: z.string().default("") });

const nodeSchema = z.object({
  resource_type: z.string(),
  unique_id: z.string(),
  name: z.string(),
  schema: z.string().nullish(),
  relation_name: z.string().nullish(),
  original_file_path: z.string().default(""),
  description: z.string().default(""),
  meta: z.record(z.string(), z.unknown()).default({}),
  config: z.looseObject({ severity: z.string().default("ERROR") }).prefault({}),
  columns: z.record(z.string(), named).default({}),
  depends_on: z.object({ nodes: z.array(z.string()).default([]) }).prefault({}),
  attached_node: z.string().nullish(),
  raw_code: z.string().default(""),
  compiled_code: z.string().nullish(),
});
export type DbtNode = z.infer<typeof nodeSchema>;

const manifestSchema = z.object({
  metadata: z.object({ project_name: z.string().nullish() }),
  nodes: z.record(z.string(), nodeSchema),
  sources: z.record(
    z.string(),
    z.object({ unique_id: z.string(), name: z.string(), relation_name: z.string().nullish() }),
  ),
});
export type DbtManifest = z.infer<typeof manifestSchema>;

const ownSchema = z.object({
  name: z.string(),
  of: z.enum(["lines", "customers", "products"]),
  type: z.enum(["text", "integer"]).default("text"),
  cube: z.boolean().default(false),
  parent: z.string().optional(),
});

const resultsSchema = z.object({
  metadata: z.object({ generated_at: z.string(), invocation_id: z.string().default("") }),
  elapsed_time: z.number().default(0),
  args: z
    .looseObject({
      vars: z
        .looseObject({
          own_dimensions: z.array(ownSchema).optional(),
          discount_programs: z.array(z.string()).optional(),
        })
        .prefault({}),
    })
    .prefault({}),
  results: z.array(
    z.object({
      unique_id: z.string(),
      status: z.string(),
      execution_time: z.number().default(0),
      failures: z.number().nullish(),
      message: z.string().nullish(),
      compiled_code: z.string().nullish(),
    }),
  ),
});
export type DbtResults = z.infer<typeof resultsSchema>;

/** dbt's manifest.json of this project. Rejects with UserError if it is missing, of another project, or not in the expected form. */
export async function readManifest(folder: string | undefined, looked: readonly string[]): Promise<DbtManifest> {
  if (folder === undefined) throw engineErrors.noArtifacts({ looked });
  const file = join(folder, "manifest.json");
  const parsed = manifestSchema.safeParse(await json(file));
  if (!parsed.success) throw engineErrors.artifactsUnreadable({ file, why: "It is no manifest of dbt." });
  const { project_name: project } = parsed.data.metadata;
  if (project !== "grounds")
    throw engineErrors.artifactsUnreadable({ file, why: `It is of the project ${project ?? "without a name"}.` });
  return parsed.data;
}

/** dbt's last run; undefined if its run_results.json is missing or not in the expected form. */
export async function readResults(folder: string | undefined): Promise<DbtResults | undefined> {
  if (folder === undefined) return undefined;
  const parsed = resultsSchema.safeParse(await json(join(folder, "run_results.json")));
  return parsed.success ? parsed.data : undefined;
}

async function json(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}
