import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConditions } from "../../source/commands/fail-if.ts";
import { gridOf } from "../../source/commands/grid-of.ts";
import { saveEvent } from "../../source/commands/save-event.ts";
import type { Session } from "../../source/commands/session.ts";
import { answerWatch } from "../../source/commands/watch-answer.ts";
import type { CohortQuery } from "../../source/domain/cohort.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";
import { messageOf, type Read } from "./message-of.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const watch: Read = (file) => answerWatch(session, file);
const condition =
  (text: string): Read =>
  () =>
    readConditions({ positionals: [], has: () => true, get: () => text, all: () => [text] });
const grid =
  (about: Partial<CohortQuery>): Read =>
  () => {
    const query: CohortQuery = {
      ...{ measure: "net_revenue_per_customer", axis: "tenure", grain: "month", tenure: "rolling", values: "count" },
      filters: [],
      ...about,
    };
    return gridOf(session, query, session.run);
  };
const added =
  (from: string, to: string): Read =>
  () =>
    saveEvent({ ...session, folder: "/nowhere" }, { name: "Offer", days: { from, to }, filters: [] });

const watchForm =
  'An entry has name, ask (slice, cohorts or investigate), with (its options) and fail_if ("net_revenue < -10%").';

type Case = readonly [name: string, read: Read, text: string, what: string, why: string, next: string];

const cases: readonly Case[] = [
  [
    "watch, condition",
    watch,
    "watch:\n  - { name: Orders, ask: slice, with: { measure: orders }, fail_if: orders are few }\n",
    "file:2: Orders cannot be read",
    '"orders are few" is not a condition. A condition names a measure, a comparison and a number; with % it is about the measure\'s change. Write for example --fail-if "net_revenue<1000" or --fail-if "net_revenue<-10%".',
    watchForm,
  ],
  [
    "watch, measure",
    watch,
    "watch:\n  - { name: Orders, ask: slice, with: { measure: orders }, fail_if: refunds < 1 }\n",
    "file:2: Orders cannot be read",
    '"refunds < 1" has nothing to look at. The answer does not hold refunds. The answer holds orders.',
    watchForm,
  ],
  [
    "watch, no comparison",
    watch,
    "watch:\n  - { name: Orders, ask: slice, with: { measure: orders }, fail_if: orders < -10% }\n",
    "file:2: Orders cannot be read",
    '"orders < -10%" is about a change, and nothing is compared. A number with % is the share by which a value changed. Add --against year, or leave out the %.',
    watchForm,
  ],
  [
    "event added without a day",
    added("", ""),
    "",
    'The event "Offer" cannot be added',
    "It has no day.",
    'Write for example: grounds events --add "Welcome offer" --date 2024-09-01 --until 2024-10-15',
  ],
  [
    "event added on no day",
    added("2024-02-30", "2024-02-30"),
    "",
    'The event "Offer" cannot be added',
    '"2024-02-30" is not a day of the calendar, as 2024-09-01 is.',
    'Write for example: grounds events --add "Welcome offer" --date 2024-09-01 --until 2024-10-15',
  ],
  [
    "watch, question",
    watch,
    "watch:\n  - { name: Orders, ask: orders, fail_if: orders < 1 }\n",
    "file:2: watch.0.ask cannot be read",
    "It is one of slice, cohorts, investigate.",
    watchForm,
  ],
  [
    "watch, option",
    watch,
    "watch:\n  - { name: Orders, ask: slice, with: { mesure: orders }, fail_if: orders < 1 }\n",
    "file:2: Orders cannot be read",
    'There is no key "mesure" here.',
    watchForm,
  ],
  [
    "condition",
    condition("net_revenue is low"),
    "",
    '"net_revenue is low" is not a condition',
    "A condition names a measure, a comparison and a number; with % it is about the measure's change.",
    'Write for example --fail-if "net_revenue<1000" or --fail-if "net_revenue<-10%".',
  ],
  [
    "projection beyond the data",
    grid({ project: 99 }),
    "",
    "99 steps are too many to project",
    "The oldest cohort has lived through 17 whole steps, and nothing is known beyond them.",
    "Project at most 16: --project 16.",
  ],
  [
    "projection of a split",
    grid({ project: 2, split: "region" }),
    "",
    "Only cohorts by age can be projected",
    "A projection continues each cohort's lifetime as older cohorts went on; this grid has other rows or columns.",
    "Use --axis tenure, without --split and without days as --steps.",
  ],
  [
    "projection in calendar time",
    grid({ project: 2, axis: "calendar" }),
    "",
    "Only cohorts by age can be projected",
    "A projection continues each cohort's lifetime as older cohorts went on; this grid has other rows or columns.",
    "Use --axis tenure, without --split and without days as --steps.",
  ],
  [
    "retained orders of revenue",
    grid({ retainedOrders: 2 }),
    "",
    "A minimum number of orders does not apply to net_revenue_per_customer",
    "It decides which customers count as active in a cell of the grid.",
    "Choose the measure active_customers or retention.",
  ],
];

describe("a condition, event or projection that cannot be", () => {
  it.each(cases)("has a message with a next step: %s", async (_, read, text, ...message) => {
    expect(await messageOf(read, text)).toEqual(message);
  });
});
