import type { Core } from "./core.ts";

/** A core whose data can be replaced while screens look at it. */
export interface LiveCore extends Core {
  /** Answers from newer data from now on, and lets go of the data before. */
  readonly take: (newer: Core) => Promise<void>;
}

/** What belongs to this visit and not to the data. */
const ofTheVisit: readonly PropertyKey[] = ["views", "notes"];

/** A core that answers from the data it was made of until it takes newer data; `close` lets go of what it has then. */
export function liveCore(first: Core): LiveCore {
  let current = first;
  const take = async (newer: Core) => {
    const before = current;
    current = { ...newer, dataSet: { ...newer.dataSet, isLive: true } };
    await before.close();
  };
  const answering: ProxyHandler<Core> = {
    get(core, name) {
      if (name === "take") return take;
      return Reflect.get(ofTheVisit.includes(name) ? core : current, name);
    },
  };
  return new Proxy(first, answering) as LiveCore;
}
