import type { Dimension } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import type { Aggregate, Key } from "./aggregate.ts";
import type { PlannedComparison } from "./comparison.ts";
import { compileAggregate } from "./compile-aggregate.ts";
import { compileSizes } from "./facts.ts";
import { type Totals, totalsFrom } from "./measure-value.ts";
import type { Figures } from "./slice-columns.ts";
import type { Cell, Run } from "./statement.ts";

/** One group of a slice in both periods; `keyBefore` is its key in the earlier one. */
export interface Group extends Figures {
  readonly key: Key;
  readonly keyBefore: Key;
}

interface Rolled {
  readonly key: Key;
  readonly totals: Totals;
}

/** Rolls aggregates up in both periods and keeps the statements that it ran. */
export class Roller {
  readonly statements: Statement[] = [];
  readonly #comparison: PlannedComparison | undefined;
  readonly #run: Run;
  readonly #signal: AbortSignal | undefined;

  constructor(comparison: PlannedComparison | undefined, run: Run, signal: AbortSignal | undefined) {
    this.#comparison = comparison;
    this.#run = run;
    this.#signal = signal;
  }

  /** The groups of either period, each once. */
  async groups(aggregate: Aggregate): Promise<Group[]> {
    if (!this.#comparison) {
      const now = await this.#roll(aggregate);
      return now.map(({ key, totals }) => ({ key, keyBefore: key, now: totals, before: undefined }));
    }
    const shifted = this.#comparison.shift(aggregate);
    const [now, before] = await Promise.all([this.#roll(aggregate), this.#roll(shifted)]);
    const groups = matched(aggregate, this.#comparison, now, before);
    const absentNow = groups.filter((group) => group.now === undefined).map(({ key }) => key);
    const absentBefore = groups.filter((group) => group.before === undefined).map(({ keyBefore }) => keyBefore);
    const [nowOf, beforeOf] = [await this.#absent(aggregate, absentNow), await this.#absent(shifted, absentBefore)];
    return groups.map((group) => ({
      ...group,
      now: group.now ?? nowOf(group.key),
      before: group.before ?? beforeOf(group.keyBefore),
    }));
  }

  /** The figures of groups without order lines in a period: nothing was sold, but a cohort has its size. */
  async #absent(aggregate: Aggregate, keys: readonly Key[]): Promise<(key: Key) => Totals> {
    const { by, measures } = aggregate;
    if (keys.length === 0 || !measures.some(({ isCohort }) => isCohort)) return () => totalsFrom(measures, []);
    const rows = await this.#run(compileSizes(aggregate, keys), this.#signal);
    const sizes = new Map(rows.map((row) => [JSON.stringify(keyOf(row, by.length)), row[by.length] ?? 0]));
    return (key) => {
      const size = sizes.get(JSON.stringify(key)) ?? 0;
      return totalsFrom(
        measures,
        measures.map(({ isCohort }) => (isCohort ? size : 0)),
      );
    };
  }

  /** The figures of all lines in none of the groups. */
  async rest(aggregate: Aggregate, groups: readonly Group[]): Promise<Figures> {
    const leaveOut = (keys: readonly Key[]): Aggregate => ({
      ...aggregate,
      by: [],
      without: { by: aggregate.by, keys },
    });
    const now = await this.#only(leaveOut(groups.map((group) => group.key)));
    if (!this.#comparison) return { now, before: undefined };
    const earlier = leaveOut(groups.map((group) => group.keyBefore));
    return { now, before: await this.#only(this.#comparison.shift(earlier)) };
  }

  /** The figures of everything. */
  async whole(aggregate: Aggregate): Promise<Figures> {
    const all = { ...aggregate, by: [] };
    const [now, before] = await Promise.all([
      this.#only(all),
      this.#comparison && this.#only(this.#comparison.shift(all)),
    ]);
    return { now, before };
  }

  async #only(aggregate: Aggregate): Promise<Totals> {
    const [only] = await this.#roll(aggregate);
    return only?.totals ?? totalsFrom(aggregate.measures, []);
  }

  async #roll(aggregate: Aggregate): Promise<readonly Rolled[]> {
    const statement = compileAggregate(aggregate);
    this.statements.push(statement);
    return (await this.#run(statement, this.#signal)).map((row) => rolledRow(aggregate, row));
  }
}

function rolledRow({ by, measures }: Aggregate, row: readonly Cell[]): Rolled {
  return { key: keyOf(row, by.length), totals: totalsFrom(measures, row.slice(by.length)) };
}

function keyOf(row: readonly Cell[], length: number): Key {
  return row.slice(0, length).map((cell) => (typeof cell === "boolean" ? String(cell) : cell));
}

/** A group of which a period may have no order lines. */
interface MatchedGroup extends Pick<Group, "key" | "keyBefore"> {
  readonly now: Totals | undefined;
  readonly before: Totals | undefined;
}

/**
 * Groups of both periods by their key in the current period. A day that the other period does not have (29 February)
 * remains a separate row with its own date, so that nothing is lost.
 */
function matched(
  { by }: { readonly by: readonly Dimension[] },
  comparison: PlannedComparison,
  now: readonly Rolled[],
  before: readonly Rolled[],
): readonly MatchedGroup[] {
  const groups = new Map<string, MatchedGroup>();
  for (const { key, totals } of now)
    groups.set(JSON.stringify(key), { key, keyBefore: comparison.keyBefore(by, key), now: totals, before: undefined });
  const taken = new Set<string>();
  const sorted = [...before].sort((a, b) => (JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1));
  for (const { key: keyBefore, totals } of sorted) {
    const moved = comparison.keyNow(by, keyBefore);
    const key = taken.has(JSON.stringify(moved)) ? keyBefore : moved;
    const id = JSON.stringify(key);
    taken.add(id);
    groups.set(id, { key, keyBefore, now: groups.get(id)?.now, before: totals });
  }
  return [...groups.values()];
}
