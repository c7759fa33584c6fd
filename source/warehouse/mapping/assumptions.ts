import { grouped } from "../../domain/conversion.ts";
import type { Mapping } from "./mapping.ts";
import type { MappedDecision } from "./mapping-schema.ts";

/** Decisions of a mapping that the data does not prove and that nobody has confirmed. */
export function openAssumptions(
  mapping: Pick<Mapping, "confirmed" | "decisions" | "time_zone" | "times_are"> | undefined,
): readonly MappedDecision[] {
  if (mapping === undefined || mapping.confirmed === true) return [];
  const open = (mapping.decisions ?? []).filter(
    (decision) => decision.assumption === true && decision.confirmed !== true,
  );
  return [...open, ...openTimes(mapping)];
}

/** A time does not show whether it is in the business's own clock. */
function openTimes({ time_zone: zone, times_are: unzoned }: Pick<Mapping, "time_zone" | "times_are">) {
  if (zone === undefined || unzoned !== undefined) return [];
  const otherwise = [{ reading: "as UTC, by times_are: utc" }];
  return [{ about: "times without a zone", taken: `as the clock of ${zone} (times_are: local)`, otherwise }];
}

/** `assumption: amount: taken qty x price (net revenue 6,271.70); otherwise price (net revenue 2,365.65)`. */
export function assumptionLine({ about, taken, net_revenue: net, otherwise }: MappedDecision): string {
  const others = (otherwise ?? []).map((other) => withNet(other.reading, other.net_revenue)).join(", or ");
  return `assumption: ${about}: taken ${withNet(taken, net)}${others === "" ? "" : `; otherwise ${others}`}`;
}

function withNet(reading: string, net: string | undefined): string {
  return net === undefined ? reading : `${reading} (net revenue ${grouped(net)})`;
}
