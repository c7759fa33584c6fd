import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { PipelineFailure } from "../../domain/pipeline.ts";

const schema = z.looseObject({
  metadata: z.looseObject({ generated_at: z.string() }),
  results: z.array(z.looseObject({ unique_id: z.string(), status: z.string(), message: z.string().nullish() })),
});

/** Failures in the last build's run_results.json; undefined if it is missing, unreadable or has none. */
export async function readFailure(artifacts: string | undefined): Promise<PipelineFailure | undefined> {
  if (artifacts === undefined) return undefined;
  const text = await readFile(join(artifacts, "run_results.json"), "utf8").catch(() => "null");
  const parsed = schema.safeParse(plain(text));
  if (!parsed.success) return undefined;
  const { metadata, results } = parsed.data;
  const named = (statuses: readonly string[], kind: string) =>
    results.filter((result) => statuses.includes(result.status) && result.unique_id.startsWith(kind));
  const failed = named(["error", "fail"], "").map((result) => ({
    name: nameOf(result.unique_id),
    message: result.message ?? "",
  }));
  if (failed.length === 0) return undefined;
  const skipped = named(["skipped"], "model.").map((result) => nameOf(result.unique_id));
  return { at: metadata.generated_at, failed, skipped };
}

function plain(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nameOf(id: string): string {
  return id.split(".")[2] ?? id;
}
