import type { Added, Addition, Core } from "./core.ts";

/** A core whose data can be replaced while screens use it. */
export interface LiveCore extends Core {
  /** Switches to newer data from now on, and releases the previous data. */
  readonly take: (newer: Core) => Promise<void>;
}

/** Parts that belong to this visit and not to the data. */
const visitParts: readonly PropertyKey[] = ["views", "notes"];

/** A core that answers from its first data until it takes newer data or an addition; `close` releases the data it then has. */
export function liveCore(first: Core): LiveCore {
  let current = first;
  const take = async (newer: Core) => {
    const before = current;
    current = { ...newer, dataSet: { ...newer.dataSet, isLive: true } };
    await before.close();
  };
  const add = async (addition: Addition, signal: AbortSignal): Promise<Added> => {
    const before = current;
    const added = await (before.add ?? nowhere)(addition, signal);
    const { isLive } = before.dataSet;
    const dataSet = { ...added.core.dataSet, ...(isLive === undefined ? {} : { isLive }) };
    if (current === before) current = { ...added.core, dataSet };
    return added;
  };
  const answering: ProxyHandler<Core> = {
    get(core, name) {
      if (name === "take") return take;
      if (name === "add") return add;
      return Reflect.get(visitParts.includes(name) ? core : current, name);
    },
  };
  return new Proxy(first, answering) as LiveCore;
}

const nowhere: NonNullable<Core["add"]> = () => Promise.reject(new Error("there is nowhere to save it"));
