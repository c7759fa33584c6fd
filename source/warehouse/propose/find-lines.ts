import type { Asked } from "./asked.ts";
import { hasRoles, type Needs, rolesAmong } from "./file-roles.ts";
import { keyBetween } from "./keys-between.ts";
import { joinsOf } from "./lookup-joins.ts";
import { fileNameScore } from "./names.ts";
import { normalName } from "./normal-name.ts";
import type { FileGroup } from "./proposal.ts";
import { candidates } from "./propose-columns.ts";
import type { LookupJoin } from "./relation.ts";
import { isEntryName } from "./revenue-words.ts";
import type { SampledFile } from "./sampled-file.ts";

/** The files that could be order lines with everything they need, alone or joined, likeliest first. */
export async function findLines(asked: Asked, groups: readonly FileGroup[]) {
  const found = [];
  const rolesOf = rolesAmong(groups);
  for (const group of groups) {
    const joins = await joinsOf(asked, group, groups, rolesOf);
    const files = [group[0], ...joins.map(({ group: [file] }) => file)];
    const roles = files.map(rolesOf);
    const needs: Needs = {
      date: roles.some(({ date }) => date),
      customer: roles.some(({ customer }) => customer),
      money: roles.some(({ money }) => money),
    };
    found.push({ group, joins, needs, score: scoreOf(group, joins, needs) });
  }
  return documentsFirst(
    asked,
    found.toSorted((a, b) => b.score - a.score),
  );
}

/** Payments name the invoice or order that they pay; what was sold is in its list, if that has a customer, a day and an amount. */
async function documentsFirst<Found extends { readonly group: FileGroup; readonly joins: readonly LookupJoin[] }>(
  asked: Asked,
  found: readonly Found[],
): Promise<readonly Found[]> {
  const [first] = found;
  if (first === undefined || first.joins.length > 0 || !arePayments(first.group[0])) return found;
  for (const other of found.slice(1)) {
    const needs = hasRoles(other.group[0]);
    if (!needs.customer || !needs.date || !needs.money || arePayments(other.group[0])) continue;
    if ((await keyBetween(asked, first.group, other.group)) !== undefined)
      return [other, ...found.filter((one) => one !== other)];
  }
  return found;
}

/** Whether rows are payments: by the file's name or the words for the kind of each row, without products. */
function arePayments(file: SampledFile): boolean {
  const name = normalName(file.tableName ?? file.name);
  const isNamed = /(^|_)(payments?|transactions?|charges?|receipts?|zahlungen?|paiements?|pagos?)(_|$)/.test(name);
  const hasWords = file.columns.some(
    ({ name: own, words }) =>
      isEntryName(own) && words.some((word) => /^(payment|zahlung|paiement|pago)$/i.test(word.trim())),
  );
  return (isNamed || hasWords) && candidates("transactions", "product_id", file).length === 0;
}

function scoreOf(group: FileGroup, joins: readonly LookupJoin[], needs: Needs): number {
  const [file] = group;
  const name = file.tableName ?? file.name;
  const bare =
    name
      .split("/")
      .at(-1)
      ?.replace(/\.[a-z]+(\.gz)?$/i, "") ?? name;
  const complete = [needs.date, needs.customer, needs.money].filter(Boolean).length;
  const others = (
    ["reversals", "customers", "coffee_profiles", "discount_offerings", "subscription_state_changes"] as const
  ).map((table) => fileNameScore(table, bare));
  const own = fileNameScore("transactions", bare);
  const rival = Math.max(0, ...others) > own ? 1.5 : 0;
  const aside =
    /payment|payout|inventory|stock|shipment|budget|forecast|geolocation|review|session|visit/.test(normalName(bare)) &&
    joins.length > 0
      ? 1
      : 0;
  const planned = /(^|_)(budgets?|forecasts?|plan|targets?|backup|template|samples?)(_|$)/.test(normalName(bare))
    ? 1
    : 0;
  const isOfLines =
    hasRoles(file).money &&
    joins.some(({ on: [{ own }] }) => !file.columns.some((facts) => facts.name === own && facts.isUnique));
  return (
    2 * complete +
    own +
    (isOfLines ? 0.6 : 0) +
    (isOfLines && hasProducts(file) ? 0.2 : 0) -
    rival -
    aside -
    planned +
    Math.min(0.3, Math.log10(1 + file.records) / 20)
  );
}

function hasProducts(file: SampledFile): boolean {
  return ["product_id", "quantity"].every((column) => candidates("transactions", column, file).length > 0);
}
