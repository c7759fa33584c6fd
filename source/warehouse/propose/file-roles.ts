import { dateShare } from "./date-style.ts";
import { isRevenueKind } from "./money-names.ts";
import { numberShare } from "./number-style.ts";
import { moneyKindIn } from "./own-currency.ts";
import type { FileGroup } from "./proposal.ts";
import { candidates } from "./propose-columns.ts";
import type { SampledFile } from "./sampled-file.ts";

/** What the order lines need from a group of files. */
export interface Needs {
  readonly date: boolean;
  readonly customer: boolean;
  readonly money: boolean;
}

/** What a file has of it, by the names and values of its columns. */
export function hasRoles(file: SampledFile): Needs {
  return {
    date: candidates("transactions", "transacted_at", file).length > 0,
    customer:
      candidates("transactions", "customer_id", file).length > 0 || file.columns.some(({ email }) => email > 0.9),
    money: file.columns.some(
      (facts) => isMoney(file, facts.name) && numberShare(facts) >= 0.5 && dateShare(facts) < 0.5,
    ),
  };
}

export type RolesOf = (file: SampledFile) => Needs;

/** If no file has a column named as the day of a sale, any date may be it. */
export function rolesAmong(groups: readonly FileGroup[]): RolesOf {
  if (groups.some(([file]) => hasRoles(file).date)) return hasRoles;
  return (file) => ({
    ...hasRoles(file),
    date: file.columns.some((facts) => facts.filled > 0.9 * file.records && dateShare(facts) > 0.9),
  });
}

function isMoney(file: SampledFile, name: string): boolean {
  const kind = moneyKindIn(file, name);
  return kind !== undefined && isRevenueKind(kind);
}
