import type { Asked } from "./asked.ts";
import { keyOfLegend, tellsRevenue } from "./code-list.ts";
import { hasRoles, type RolesOf } from "./file-roles.ts";
import { keyBetween, keyByValues, overTwo, twoKeysBetween } from "./keys-between.ts";
import { normalName } from "./normal-name.ts";
import type { FileGroup } from "./proposal.ts";
import type { LookupJoin } from "./relation.ts";

/** Files with a key that the lines refer to, if they contain what the lines lack. */
export async function joinsOf(
  asked: Asked,
  group: FileGroup,
  groups: readonly FileGroup[],
  rolesOf: RolesOf,
): Promise<readonly LookupJoin[]> {
  const joins: LookupJoin[] = [];
  let reached: readonly FileGroup[] = [group];
  for (let depth = 0; depth < 2; depth += 1) {
    const next: FileGroup[] = [];
    for (const from of reached) {
      for (const to of groups) {
        if (to === group || joins.some((join) => join.group === to)) continue;
        const have = [group, ...joins.map((join) => join.group)];
        const isNeeded = addsRole(have, to, rolesOf);
        const key =
          (await keyBetween(asked, from, to)) ??
          (isNeeded ? await keyByValues(asked, from, to) : await keyOfLegend(asked, from, to));
        const on = key !== undefined ? ([key] as const) : isNeeded ? await twoKeysBetween(asked, from, to) : undefined;
        const over = on === undefined && isNeeded ? await overTwo(asked, groups, from, to) : undefined;
        if (over !== undefined) {
          joins.push(...over.filter((join) => !have.includes(join.group)));
          next.push(...over.map((join) => join.group));
          continue;
        }
        if (on === undefined || !(isNeeded || adds(have, to, from, on[0].own))) continue;
        joins.push({ group: to, on });
        next.push(to);
      }
    }
    reached = next;
  }
  return joins;
}

function adds(have: readonly FileGroup[], to: FileGroup, from: FileGroup, own: string): boolean {
  const more = hasRoles(to[0]);
  if (tellsRevenue(to[0]) && !have.some(([file]) => tellsRevenue(file))) return true;
  // An order's own customer id does not identify a person, but the list behind it may.
  const facts = from[0].columns.find(({ name }) => name === own);
  return facts?.isUnique === true && more.customer && /customer|client|kunde|user|buyer|cliente/.test(normalName(own));
}

/** Whether a file has a date, a customer or money that none of the others has. */
function addsRole(have: readonly FileGroup[], to: FileGroup, rolesOf: RolesOf): boolean {
  const roles = have.map(([file]) => rolesOf(file));
  const more = rolesOf(to[0]);
  return (["date", "customer", "money"] as const).some((role) => more[role] && !roles.some((own) => own[role]));
}
