import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { stepsOf } from "../../source/domain/cohort.ts";
import { likelyQueries, prefetch } from "../../source/ui/store/prefetch.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";
import { type Driver, openDriver } from "../journeys/driver.ts";

let session: Session;
let asked: string[];
const opened: (() => void)[] = [];

beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

/** The screens, with a record of the queries of their grids, in order. */
async function open(): Promise<Driver> {
  asked = [];
  const core = coreOf(session);
  const app = await openDriver(
    {
      ...core,
      cohorts: (query, signal) => {
        asked.push(`${query.measure} ${query.axis} ${query.grain} ${query.tenure} by ${stepsOf(query)}`);
        return core.cohorts(query, signal);
      },
    },
    { columns: 120, rows: 40 },
  );
  opened.push(() => app.close());
  return app;
}

it("answers the grids of the likely next keys while a grid is on screen, and draws them without a query", async () => {
  const app = await open();
  opened.push(prefetch(app.store()));
  await app.press("right");
  await vi.waitFor(() => expect(asked).toHaveLength(5));
  expect(asked.map((ask) => ask.replace("net_revenue_per_customer ", ""))).toEqual([
    "tenure month rolling by month",
    "calendar month rolling by month",
    "tenure quarter rolling by quarter",
    "tenure month rolling by quarter",
    "tenure month calendar by month",
  ]);
  await app.press("axis");
  expect(app.store().data.grid()?.query.axis).toBe("calendar");
  expect(asked.filter((ask) => ask.includes("calendar month rolling"))).toHaveLength(1);
});

it("prefetches the choice that is marked in a list, and nothing outside of grids", async () => {
  const app = await open();
  await app.press("measure", "down");
  const [ask] = likelyQueries(app.store().state(), app.store());
  await app.send("\r");
  expect(app.store().data.grid()?.query).toEqual(ask?.kind === "grid" ? ask.query : undefined);
  await app.press("to_slices");
  expect(likelyQueries(app.store().state(), app.store())).toEqual([]);
});
