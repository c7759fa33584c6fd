import { nearest } from "../../domain/nearest.ts";
import { projectErrors } from "../../errors/project.ts";
import type { Model } from "../project/compile.ts";
import { withDescendants } from "../project/graph.ts";
import type { BuildOptions } from "./build-options.ts";
import type { Previous } from "./previous.ts";

/** Which models a build rebuilds; the others stay as in the previous warehouse. */
export interface Selection {
  readonly rebuilt: ReadonlySet<string>;
  /** Of those, the facts that are rebuilt for some months only. */
  readonly backfilled: ReadonlySet<string>;
  /** Models that stay, fully or in part, although they are out of date. */
  readonly outOfDate: ReadonlySet<string>;
}

export interface Wish {
  /** "model" or "model+". */
  readonly select?: string | undefined;
  readonly isBackfill: boolean;
}

/** What a build's options ask for besides what changed. */
export function wishOf({ select, months }: Pick<BuildOptions, "select" | "months">): Wish {
  return { select, isBackfill: months !== undefined };
}

/** Rebuilds everything. */
export function selectAll(models: readonly Model[]): Selection {
  return { rebuilt: new Set(models.map((model) => model.name)), backfilled: new Set(), outOfDate: new Set() };
}

/**
 * What must be rebuilt: models whose SQL changed or that read a changed raw table, and all that depend on them. `select`
 * narrows it to the model and what it needs (with +: and what depends on it), and rebuilds the model itself in any case; a
 * backfill adds the facts that can be rebuilt by month, and what depends on them.
 */
export function selectModels(
  models: readonly Model[],
  previous: Previous,
  changedTables: ReadonlySet<string>,
  { select, isBackfill }: Wish,
): Selection {
  const changed = models.filter(
    ({ name, sha256, sources }) =>
      previous.models.get(name)?.sha256 !== sha256 || sources.some((table) => changedTables.has(table)),
  );
  const stale = withDescendants(models, new Set(changed.map((model) => model.name)));
  if (isBackfill) return selectMonths(models, previous, stale);
  if (select === undefined) return { rebuilt: stale, backfilled: new Set(), outOfDate: new Set() };
  const name = select.replace(/\+$/, "");
  const after = withDescendants(models, new Set([name]));
  const chosen = select.endsWith("+") ? after : new Set([name]);
  const wanted = withAncestors(models, chosen);
  // A model that was never built cannot be kept.
  const missing = models.filter((model) => !previous.models.has(model.name)).map((model) => model.name);
  const needed = [...stale].filter((each) => wanted.has(each));
  const rebuilt = new Set(
    [...chosen, ...needed, ...withAncestors(models, new Set(missing))].filter(
      (each) => chosen.has(each) || stale.has(each),
    ),
  );
  const left = [...withDescendants(models, rebuilt), ...stale].filter((each) => !rebuilt.has(each));
  return { rebuilt, backfilled: new Set(), outOfDate: new Set(left) };
}

function selectMonths(models: readonly Model[], previous: Previous, stale: ReadonlySet<string>): Selection {
  const facts = models.filter((model) => monthColumnOf(model) !== undefined).map((model) => model.name);
  const rebuilt = new Set([...stale, ...withDescendants(models, new Set(facts))]);
  const backfilled = new Set(facts.filter((name) => previous.models.has(name)));
  return { rebuilt, backfilled, outOfDate: new Set([...backfilled].filter((name) => stale.has(name))) };
}

/** The column by which a fact can be rebuilt month by month, from its `.yml`: `config: { meta: { month_column } }`. */
export function monthColumnOf({ described }: Pick<Model, "described">): string | undefined {
  const column = described.meta.month_column;
  return typeof column === "string" ? column : undefined;
}

/**
 * Whether so much can stay that copying the previous warehouse is less work than starting over. If models were asked for by
 * name, the copy is needed in any case.
 */
export function isWorthKeeping(models: readonly Model[], previous: Previous, wish: Wish): boolean {
  if (wish.select !== undefined || wish.isBackfill) return true;
  const { rebuilt } = selectModels(models, previous, previous.guessedChanges, wish);
  let [kept, all] = [0, 0];
  for (const [name, { rows }] of previous.models) {
    all += rows;
    if (!rebuilt.has(name)) kept += rows;
  }
  return kept >= all / 10;
}

/** Throws UsageError for a model that the project does not have. */
export function refuseUnknownModel(models: readonly Model[], select: string | undefined): void {
  if (select === undefined) return;
  const name = select.replace(/\+$/, "");
  const names = models.map((model) => model.name);
  if (names.includes(name)) return;
  const near = nearest(name, names);
  throw projectErrors.unknownModel({ name, others: near.length > 0 ? near : names });
}

function withAncestors(models: readonly Model[], names: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(names);
  for (const model of models.toReversed()) if (found.has(model.name)) for (const ref of model.refs) found.add(ref);
  return found;
}
