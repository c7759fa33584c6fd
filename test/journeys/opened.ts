import { afterAll, afterEach, beforeAll } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import type { Core } from "../../source/ui/state/core.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";
import { type Driver, type DriverOptions, openDriver } from "./driver.ts";

type Open = (core: Core, options?: DriverOptions) => Promise<Driver>;

/** Opens the program for the tests of a file, and closes it after each test. */
export function openedApps(): Open {
  const opened: Driver[] = [];
  afterEach(() => {
    for (const driver of opened.splice(0)) driver.close();
  });
  return async (core, options) => {
    const driver = await openDriver(core, options);
    opened.push(driver);
    return driver;
  };
}

export interface TinyApps {
  /** The same with a core other than that of the tiny warehouse. */
  readonly openOn: Open;
  readonly open: (options?: DriverOptions) => Promise<Driver>;
  /** The session that the tests share, from the first to the last. */
  readonly session: () => Session;
}

/** The same with the tiny warehouse. */
export function tinyApps(): TinyApps {
  const openOn = openedApps();
  let session: Session | undefined;
  beforeAll(async () => {
    session = await tinySession();
  });
  afterAll(() => session?.close());
  const shared = () => {
    if (session === undefined) throw new Error("the session opens before the first test");
    return session;
  };
  return { openOn, open: (options) => openOn(coreOf(shared()), options), session: shared };
}
