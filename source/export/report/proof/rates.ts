export type Clause = readonly [name: string, body: string];

export const sides = [0, 1] as const;
export type Side = (typeof sides)[number];

/**
 * A rate of both periods as `name_0` and `name_1`. One missing in a period is that of all channels together (those in the
 * window `pool`), otherwise the other period's, otherwise 0.
 */
export function rates(
  name: string,
  top: (side: Side) => string,
  bottom: (side: Side) => string,
  pool?: string,
): readonly string[] {
  const own = (side: Side) => `${top(side)} / nullif(${bottom(side)}, 0)`;
  const pooled = (side: Side) => `sum(${top(side)}) over (${pool}) / nullif(sum(${bottom(side)}) over (${pool}), 0)`;
  const known = (side: Side) => (pool === undefined ? [own(side)] : [own(side), pooled(side)]);
  return sides.map(
    (side) => `coalesce(${[...known(side), ...known(side === 0 ? 1 : 0), "0"].join(", ")}) as ${name}_${side}`,
  );
}
