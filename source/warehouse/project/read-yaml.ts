import { readFile } from "node:fs/promises";
import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { UserError } from "../../errors.ts";

/** A YAML file of the dbt project, checked. Rejects with UserError naming file and line; `shown` is its name for the user. */
export async function readYaml<S extends z.ZodType>(path: string, shown: string, schema: S): Promise<z.infer<S>> {
  const text = await readFile(path, "utf8").catch(() => {
    throw broken(shown, "it cannot be read");
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) throw broken(`${shown}:${lines.linePos(error.pos[0]).line}`, error.message.split("\n")[0] ?? "");
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw broken(shown, `${(issue?.path ?? []).join(".")}: ${issue?.message ?? "is not as expected"}`);
}

function broken(place: string, why: string): UserError {
  return new UserError(`The dbt project cannot be read (${place})`, {
    why,
    next: `Correct ${place} and run "grounds build" again.`,
  });
}
