import { currencyDecimals, usualCurrency } from "../../domain/currency.ts";
import { mappingErrors } from "../../errors/mapping.ts";
import { version } from "../../version.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { discountVars, programsNamed, programsOf } from "../mapping/named-discounts.ts";
import { carrierTables, dimensionVars } from "../mapping/own-dimensions.ts";
import { findSource, type Source } from "../mapping/source.ts";
import { type ProjectFiles, readProjectFiles } from "../project/project-files.ts";
import type { BuildOptions } from "./build-options.ts";
import { setupFingerprint } from "./fingerprint.ts";
import { lookAround } from "./look-around.ts";
import { type RunContext, runContext } from "./run-context.ts";

/** Everything that a build needs, found and read, before it starts. */
export interface Plan {
  readonly runId: string;
  readonly context: RunContext;
  readonly options: BuildOptions;
  readonly source: Source;
  readonly files: ProjectFiles;
  /** Values that override those of dbt_project.yml. */
  readonly vars: Readonly<Record<string, unknown>>;
  readonly setup: string;
  /** What was seen before anything was read; undefined if there was too much to look at. */
  readonly around: string | undefined;
  readonly startedAt: Date;
}

/** Finds the source and reads mapping and project. Rejects with UserError. */
export async function makePlan(options: BuildOptions): Promise<Plan> {
  const startedAt = new Date();
  const around = lookAround(options);
  const [source, files] = await Promise.all([findSource(options), readProjectFiles(options.projectDir)]);
  refuseMissingCarriers(source);
  const vars = { ...varsOf(source.mapping), ...rateVars(source), ...options.vars };
  const setup = setupFingerprint({ source, files, vars, version, seed: options.seed });
  const context = options.context ?? runContext(process.env);
  return { runId: context.runId, context, options, source, files, vars, setup, around, startedAt };
}

/** A dimension needs a table that the source has. */
function refuseMissingCarriers({ mapping, tables }: Source): void {
  for (const [name, { of }] of Object.entries(mapping?.dimensions ?? {})) {
    if (mapping === undefined || tables.has(carrierTables[of])) continue;
    throw mappingErrors.dimensionOfNothing({
      name,
      of,
      file: mapping.file,
      line: mapping.lineOf("dimensions", name, "of"),
    });
  }
}

/** The vars of the project that a mapping sets; those equal to dbt_project.yml are left out. */
function varsOf(mapping: Mapping | undefined): Readonly<Record<string, unknown>> {
  if (mapping === undefined) return {};
  const { net_includes: netIncludes, net_before: netBefore, currency, dimensions, discounts, options } = mapping;
  const { guests, time_zone: timeZone, week_starts: weekStarts } = mapping;
  const decimals = currencyDecimals(currency);
  return {
    ...(netIncludes ? { net_includes: netIncludes } : {}),
    ...(netBefore ? { net_before: netBefore } : {}),
    ...(timeZone ? { time_zone: timeZone } : {}),
    ...(weekStarts === undefined || weekStarts === "monday" ? {} : { week_starts: weekStarts }),
    ...(guests ? { guests } : {}),
    ...(decimals === 2 ? {} : { money_decimals: decimals }),
    ...(dimensions === undefined ? {} : { own_dimensions: dimensionVars(dimensions) }),
    ...(discounts === undefined ? {} : { discounts: discountVars(discounts) }),
    ...programVars(programsOf(discounts)),
    ...options,
  };
}

/** The var for the currency that a table of rates converts to; none if the source has no rates. */
function rateVars({ mapping, tables }: Source): Readonly<Record<string, unknown>> {
  return tables.has("exchange_rates") ? { main_currency: mapping?.currency ?? usualCurrency } : {};
}

/** The var for programs with their own column; none if there are none. */
export function programVars(programs: readonly string[]): Readonly<Record<string, unknown>> {
  const named = programsNamed(programs);
  return named.length === 0 ? {} : { discount_programs: named };
}
