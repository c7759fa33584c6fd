import { existsSync } from "node:fs";
import { type Document, parseDocument } from "yaml";
import * as z from "zod";
import { type Audience, type Destination, isAudienceName, type NetworkName } from "../../domain/activation.ts";
import { type Catalog, dimensionOf } from "../../domain/catalog.ts";
import type { DataSet } from "../../domain/data-set.ts";
import { parseAnyPeriod } from "../../domain/fiscal-year.ts";
import { type LimitedYaml, parseLimitedYaml, plainValues, YamlFault } from "../../domain/limited-yaml.ts";
import { decodeState } from "../../domain/saved-state.ts";
import { emptySlice, type Slice } from "../../domain/slice.ts";
import { viewSlice } from "../../domain/view-slice.ts";
import { activationErrors } from "../../errors/activation.ts";
import { UserError } from "../../errors.ts";
import { writeNewFile } from "../../export/write-file.ts";
import { readSmallFile, UnreadableFile } from "../../small-file.ts";
import type { ViewKeeper } from "../../ui/state/core.ts";
import { filterText, parseFilter } from "../shared-options.ts";

const id = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/, "an id is letters, digits, - and _; quote one that is all digits");
const rule = z.strictObject({
  description: z.exactOptional(z.string()),
  where: z.exactOptional(z.array(z.string()).max(50)),
  from: z.exactOptional(z.string()),
  to: z.exactOptional(z.string()),
  view: z.exactOptional(z.string()),
  orders: z.exactOptional(z.int().min(1)),
  meta: z.exactOptional(z.strictObject({ audience: id })),
  google: z.exactOptional(z.strictObject({ account: id, list: id, login_account: z.exactOptional(id) })),
});
const name = z.string().refine(isAudienceName, "a name is letters, digits, - . and _");
const file = z.strictObject({ version: z.literal(1), audiences: z.record(name, rule) });

type Rule = z.infer<typeof rule>;

/** Where names in the file are looked up. */
export interface AudienceContext {
  readonly catalog: Catalog;
  readonly dataSet: DataSet;
  readonly views: ViewKeeper | undefined;
}

/** An audience of the file, or why its rule cannot be used with this data. */
export interface NamedAudience {
  readonly name: string;
  readonly audience: Audience | undefined;
  readonly error: UserError | undefined;
}

/** The audiences of a file; empty if there is no file. Throws UserError naming the line if it is not an audiences file. */
export function readAudiences(path: string, context: AudienceContext): readonly NamedAudience[] {
  if (!existsSync(path)) return [];
  const yaml = parsed(path);
  const found = file.safeParse(plainValues(yaml));
  if (!found.success) {
    const [issue] = found.error.issues;
    const at = (issue?.path ?? []) as readonly (string | number)[];
    throw activationErrors.wrongFile({ file: path, line: lineOf(yaml, at), why: `${at.join(".")}: ${issue?.message}` });
  }
  return Object.entries(found.data.audiences).map(([name, rule]) => {
    try {
      return { name, audience: audienceOf(name, rule, context), error: undefined };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const line = lineOf(yaml, ["audiences", name]);
      const why = `${name}: ${error.message}. ${error.why}`;
      const isOwn = error.id === "activation.noView";
      return {
        name,
        audience: undefined,
        error: isOwn ? error : activationErrors.wrongFile({ file: path, line, why }),
      };
    }
  });
}

function audienceOf(name: string, rule: Rule, context: AudienceContext): Audience {
  const base = rule.view === undefined ? emptySlice : sliceOfView(name, rule.view, context);
  const filters = (rule.where ?? []).map(parseFilter);
  const slice: Slice = { ...emptySlice, filters: [...base.filters, ...filters], ...periodOf(rule, base, context) };
  for (const { dimension } of slice.filters) dimensionOf(context.catalog, dimension);
  const { description = "", orders = 1 } = rule;
  return { name, description, slice, orders, destinations: destinationsOf(rule) };
}

function sliceOfView(name: string, view: string, { catalog, views }: AudienceContext): Slice {
  const found = views?.all.find((one) => one.name === view && one.problem === undefined);
  if (found === undefined) throw activationErrors.noView({ name, view });
  const { screen, rows, slice, view: form } = decodeState(found.state);
  return screen === "rows" ? rows.slice : viewSlice(form, slice, catalog);
}

function periodOf({ from, to }: Rule, base: Slice, { dataSet }: AudienceContext): Pick<Slice, "period"> {
  if (from === undefined && to === undefined) return base.period === undefined ? {} : { period: base.period };
  const first = from === undefined ? dataSet.from : parseAnyPeriod(from, dataSet.fiscal).from;
  const last = to === undefined ? dataSet.to : parseAnyPeriod(to, dataSet.fiscal).to;
  return { period: { from: first, to: last } };
}

function destinationsOf({ meta, google }: Rule): Readonly<Partial<Record<NetworkName, Destination>>> {
  return {
    ...(meta === undefined ? {} : { meta: { id: meta.audience } }),
    ...(google === undefined ? {} : { google: destinationOf(google) }),
  };
}

function destinationOf({ account, list, login_account: login }: NonNullable<Rule["google"]>): Destination {
  return { account, id: list, ...(login === undefined ? {} : { loginAccount: login }) };
}

const heading = `# Audiences: rules over customers, for "grounds activate". docs/audiences.md describes them.\n`;

/** Adds an audience, or replaces its rule; everything else in the file, including comments, stays. */
export async function saveAudience(path: string, own: string, { filters, period }: Slice): Promise<void> {
  const document: Document = existsSync(path) ? parsed(path).document : parseDocument("version: 1\naudiences: {}\n");
  const found = file.safeParse(document.toJS()).data?.audiences[own];
  const kept = Object.fromEntries(
    Object.entries(found ?? {}).filter(([key]) => /^(description|meta|google)$/.test(key)),
  );
  const saved: Rule = {
    ...{ where: filters.map(filterText), ...(period ? { from: period.from, to: period.to } : {}) },
    ...kept,
  };
  document.setIn(["audiences", own], document.createNode(saved));
  await writeNewFile(path, existsSync(path) ? String(document) : heading + String(document), true);
}

function parsed(path: string): LimitedYaml {
  try {
    return parseLimitedYaml(readSmallFile(path));
  } catch (error) {
    if (error instanceof YamlFault)
      throw activationErrors.wrongFile({ file: path, line: error.line, why: error.message });
    if (error instanceof UnreadableFile) throw activationErrors.unreadableFile({ file: path, why: error.message });
    throw error;
  }
}

/** The line of the innermost of these keys that exists. */
function lineOf({ document, lines }: LimitedYaml, path: readonly (string | number)[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    const range = node && typeof node === "object" && "range" in node ? (node.range as readonly number[]) : undefined;
    if (range) return lines.linePos(range[0] ?? 0).line;
  }
  return 1;
}
