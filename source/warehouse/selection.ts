import { nearest } from "../domain/nearest.ts";
import { UsageError } from "../errors.ts";
import type { Previous } from "./previous.ts";
import type { Model } from "./project/compile.ts";
import { withDescendants } from "./project/graph.ts";

/** Which models a build makes anew; the others stay as the warehouse of before has them. */
export interface Selection {
  readonly rebuilt: ReadonlySet<string>;
  /** Whether something that stays is out of date, because it was not selected. */
  readonly isPartial: boolean;
}

/**
 * What must be rebuilt: models whose SQL is not as before, and all that depend on them. `select` ("model" or "model+")
 * narrows it to the model and what it needs (with +: and what needs it), and rebuilds the model itself in any case.
 */
export function selectModels(models: readonly Model[], previous: Previous, select: string | undefined): Selection {
  const changed = models.filter((model) => previous.models.get(model.name)?.sha256 !== model.sha256);
  const stale = withDescendants(models, new Set(changed.map((model) => model.name)));
  if (select === undefined) return { rebuilt: stale, isPartial: false };
  const name = select.replace(/\+$/, "");
  const after = withDescendants(models, new Set([name]));
  const chosen = select.endsWith("+") ? after : new Set([name]);
  const wanted = withAncestors(models, chosen);
  // What was never built cannot stay as it is.
  const missing = models.filter((model) => !previous.models.has(model.name)).map((model) => model.name);
  const needed = [...stale].filter((each) => wanted.has(each));
  const rebuilt = new Set(
    [...chosen, ...needed, ...withAncestors(models, new Set(missing))].filter(
      (each) => chosen.has(each) || stale.has(each),
    ),
  );
  const isPartial = [...stale, ...after].some((each) => !rebuilt.has(each));
  return { rebuilt, isPartial };
}

/** Throws UsageError for a model that the project does not have. */
export function refuseUnknownModel(models: readonly Model[], select: string | undefined): void {
  if (select === undefined) return;
  const name = select.replace(/\+$/, "");
  const names = models.map((model) => model.name);
  if (names.includes(name)) return;
  const near = nearest(name, names);
  throw new UsageError(`There is no model ${name}`, {
    why: "--select takes the name of one model, with a + behind it for all that depends on it too.",
    next: `Name one of: ${(near.length > 0 ? near : names).join(", ")}.`,
  });
}

function withAncestors(models: readonly Model[], names: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(names);
  for (const model of models.toReversed()) if (found.has(model.name)) for (const ref of model.refs) found.add(ref);
  return found;
}
