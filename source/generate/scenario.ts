import { readdir } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import * as z from "zod";
import { nearest } from "../domain/nearest.ts";
import { generateErrors } from "../errors/generate.ts";
import type { UsageError } from "../errors.ts";
import { packageRoot } from "../package-root.ts";
import { readSmallFile, UnreadableFile } from "../small-file.ts";
import { type Drivers, driversSchema } from "./driver-schema.ts";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected a day such as 2024-09-01");
const share = z.number().min(0).max(1);
const name = z.string().regex(/^[a-z][a-z0-9_]*$/, "expected lower-case words joined by _");
const addsUp = (shares: readonly number[]) => Math.abs(shares.reduce((sum, value) => sum + value, 0) - 1) < 1e-9;

const span = z
  .strictObject({ from: day, to: day })
  .refine((value) => value.to > value.from, { path: ["to"], message: "expected a day after from" });

const entryMix = z
  .strictObject({ subscription: share, a_la_carte: share, gift_purchaser: share, gift_recipient: share })
  .refine((mix) => addsUp(Object.values(mix)), "expected shares that add up to 1");

const scenarioSchema = z
  .strictObject({
    name: z.string().min(1),
    description: z.string().min(1),
    span,
    volumes: z.strictObject({
      customers: z.number().int().min(1).max(5_000_000),
      /** Growth of daily acquisitions per year, linear, as a share of the first day. */
      growth_per_year: z.number().min(-0.3).max(5),
      /** Weight of each calendar month, January first. */
      seasonality: z.array(z.number().positive()).length(12),
    }),
    entry_mix: entryMix,
    /** How many times likelier both gift points of entry are in December. */
    december_gifts: z.number().min(0).max(20),
    channels: z
      .array(z.strictObject({ name, early_cancel: z.number().min(0).max(0.95) }))
      .min(1)
      .max(20),
    regions: z
      .array(z.strictObject({ name, share }))
      .min(1)
      .max(20)
      .refine((regions) => addsUp(regions.map((region) => region.share)), "expected shares that add up to 1"),
    drivers: driversSchema,
  })
  .superRefine((scenario, context) => {
    for (const problem of problemsOf(scenario)) context.addIssue({ code: "custom", ...problem });
  });

export type Scenario = z.infer<typeof scenarioSchema>;

interface Problem {
  readonly path: string[];
  readonly message: string;
}

function problemsOf(scenario: {
  channels: { name: string }[];
  regions: { name: string }[];
  drivers: Drivers;
}): Problem[] {
  const channels = scenario.channels.map((channel) => channel.name);
  const regions = scenario.regions.map((region) => region.name);
  return [
    ...audienceProblems(scenario.drivers, channels, regions),
    ...channelMixProblems(scenario.drivers, channels),
    ...programProblems(scenario.drivers),
  ];
}

function audienceProblems(drivers: Drivers, channels: string[], regions: string[]): Problem[] {
  const problems: Problem[] = [];
  for (const [driver, { for: audience }] of Object.entries(drivers)) {
    if (audience === "all") continue;
    const path = ["drivers", driver, "for"];
    if (driver === "list_price") problems.push({ path, message: 'expected "all", because the price list is one' });
    if (driver === "channel_mix" && audience.channels)
      problems.push({ path, message: 'expected "all" or regions, because the driver chooses the channel' });
    problems.push(...unknownNames(audience.channels, channels, [...path, "channels"]));
    problems.push(...unknownNames(audience.regions, regions, [...path, "regions"]));
  }
  return problems;
}

function unknownNames(given: readonly string[] | undefined, known: readonly string[], path: string[]): Problem[] {
  return (given ?? [])
    .filter((value) => !known.includes(value))
    .map((value) => ({ path, message: `expected one of ${known.join(", ")}, not ${JSON.stringify(value)}` }));
}

function channelMixProblems({ channel_mix: mix }: Drivers, channels: string[]): Problem[] {
  return (["before", "after"] as const).flatMap((side) =>
    unknownNames(Object.keys(mix[side] ?? {}), channels, ["drivers", "channel_mix", side]),
  );
}

/** Prepaid, welcome and promotion exclude each other, so their shares must not exceed 1 in total. */
function programProblems(drivers: Drivers): Problem[] {
  const last = <T>(driver: { before: T; after?: T | undefined }) => driver.after ?? driver.before;
  const sum = (shares: Record<string, number>) => Object.values(shares).reduce((total, value) => total + value, 0);
  const free = Math.min(1 - sum(drivers.prepaid_shares.before), 1 - sum(last(drivers.prepaid_shares)));
  const used = (welcome: number, promotion: number) => welcome * free + promotion;
  const most = Math.max(
    used(drivers.welcome_share.before, drivers.promotion_share.before),
    used(last(drivers.welcome_share), last(drivers.promotion_share)),
  );
  if (free >= 0 && most <= free + 1e-9) return [];
  const message = "expected prepaid, welcome and promotion shares that leave nobody on two programmes";
  return [{ path: ["drivers", "promotion_share"], message }];
}

/**
 * Reads a scenario by the name of a shipped one or by the path of a JSON file.
 * @param root the package's folder; found from this module if absent.
 * @throws UsageError for a name that is not shipped, UserError naming file, field and what was expected otherwise.
 */
export async function loadScenario(nameOrFile: string, root = packageRoot()): Promise<Scenario> {
  const isFile = extname(nameOrFile) === ".json" || /[/\\]/.test(nameOrFile);
  if (isFile) return parseScenario(readText(resolve(nameOrFile), nameOrFile), nameOrFile);
  const names = await scenarioNames(root);
  if (!names.includes(nameOrFile)) throw unknownScenario(nameOrFile, names);
  const file = join(root, "data", "scenarios", `${nameOrFile}.json`);
  return parseScenario(readText(file, file), file);
}

/** Names of the shipped scenarios, in alphabetical order. */
export async function scenarioNames(root = packageRoot()): Promise<readonly string[]> {
  const files = await readdir(join(root, "data", "scenarios")).catch(() => []);
  return files
    .filter((file) => file.endsWith(".json"))
    .map((file) => basename(file, ".json"))
    .sort();
}

function unknownScenario(given: string, names: readonly string[]): UsageError {
  const [best, ...rest] = nearest(given, names);
  const also = rest.length > 0 ? ` (or ${rest.join(", ")})` : "";
  return generateErrors.unknownScenario({
    given,
    names,
    next:
      best === undefined
        ? "Give the path of a .json file."
        : `Did you mean "${best}"${also}? A file is given by its path.`,
  });
}

function readText(path: string, shown: string): string {
  try {
    return readSmallFile(path);
  } catch (error) {
    if (error instanceof UnreadableFile) throw generateErrors.unreadableScenario({ file: shown, why: error.message });
    throw error;
  }
}

function parseScenario(text: string, file: string): Scenario {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw generateErrors.scenarioIsNoJson({ file, why: error instanceof Error ? error.message : String(error) });
  }
  const result = scenarioSchema.safeParse(json);
  if (result.success) return result.data;
  throw generateErrors.wrongScenario({ file, why: result.error.issues.map(issueText).join("; ") });
}

function issueText(issue: z.core.$ZodIssue): string {
  const message = issue.message.replace(/^Invalid input: /, "");
  return `${issue.path.length > 0 ? issue.path.join(".") : "(top level)"}: ${message}`;
}
