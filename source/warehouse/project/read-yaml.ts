import { LineCounter, parseDocument } from "yaml";
import type * as z from "zod";
import { projectErrors } from "../../errors/project.ts";
import type { UserError } from "../../errors.ts";

/** The YAML of a file of the dbt project, checked. Throws UserError naming file and line. */
export function parseYaml<S extends z.ZodType>(text: string | undefined, shown: string, schema: S): z.infer<S> {
  if (text === undefined) throw broken(shown, "it is not there");
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
  return projectErrors.unreadable({ place, why });
}
