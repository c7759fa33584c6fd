import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEvents } from "../../source/commands/events-file.ts";
import { answerPayback } from "../../source/commands/payback-answer.ts";
import { readPlan } from "../../source/commands/plan-file.ts";
import { withSegmentsOf } from "../../source/commands/segments-file.ts";
import type { Session } from "../../source/commands/session.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";
import { messageOf, type Read } from "./message-of.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const plan: Read = (file) => readPlan(file, session.catalog, session.dataSet);
const costs: Read = (file) => answerPayback(session, { file });
const events: Read = (file) => readEvents(file, session.catalog);
const segments: Read = (file) => withSegmentsOf(file, session.catalog, session.dataSet);

const planForm =
  "A plan is CSV with the columns month, measure, value and, where wanted, dimensions: 2025-03,net_revenue,12000";
const costForm =
  "The list is CSV with the columns month, cost and, where wanted, dimensions of customers, such as marketing_channel: 2025-03,1200";
const eventForm = 'An entry has name, date ("2024-09-01"), and where it applies until and where: { region: south }.';
const segmentForm =
  'A segment has where: ["region=south"], and, optionally, from, to, orders (the minimum), label and description.';

type Case = readonly [name: string, read: Read, text: string, what: string, why: string, next: string];

const cases: readonly Case[] = [
  [
    "plan, month",
    plan,
    "month,measure,value\n2024-13,net_revenue,1\n",
    "file:2: this line of the plan cannot be read",
    '"2024-13" is not a month, as 2025-03 is.',
    planForm,
  ],
  [
    "plan, not a month",
    plan,
    "month,measure,value\nMay,net_revenue,1\n",
    "file:2: this line of the plan cannot be read",
    '"May" is not a month, as 2025-03 is.',
    planForm,
  ],
  [
    "plan, before the data",
    plan,
    "month,measure,value\n2019-01,net_revenue,1\n",
    "file:2: this line of the plan cannot be read",
    "2019-01 is before the data, which begin 2024-01-10.",
    planForm,
  ],
  [
    "plan, measure",
    plan,
    "month,measure,value\n2024-01,net_reveneu,1\n",
    "file:2: this line of the plan cannot be read",
    'There is no measure "net_reveneu".',
    'Did you mean "net_revenue", "list_revenue"? "grounds catalog" lists them all.',
  ],
  [
    "plan, dimension",
    plan,
    "month,measure,regoin,value\n2024-01,net_revenue,north,1\n",
    "file:1: this line of the plan cannot be read",
    'There is no dimension "regoin".',
    'Did you mean "region"? "grounds catalog" lists them all.',
  ],
  [
    "plan, value",
    plan,
    'month,measure,value\n2024-01,net_revenue,"1,000"\n',
    "file:2: this line of the plan cannot be read",
    '"1,000" is not a number, as 12000.50 is.',
    planForm,
  ],
  [
    "plan, twice",
    plan,
    "month,measure,value\n2024-01,net_revenue,1\n2024-01,net_revenue,2\n",
    "file:3: this line of the plan cannot be read",
    "net_revenue of 2024-01 is planned twice.",
    "Delete one of the two.",
  ],
  [
    "plan, column",
    plan,
    "month,measure\n2024-01,net_revenue\n",
    "file:1: this line of the plan cannot be read",
    "It has no column value.",
    planForm,
  ],
  [
    "plan, cells",
    plan,
    "month,measure,value\n2024-01,net_revenue\n",
    "file:2: this line of the plan cannot be read",
    "It has 2 cells, the header 3.",
    planForm,
  ],
  [
    "plan, no month of lifetime",
    plan,
    "measure,acquisition_month,tenure_month,value\nnet_revenue,2024-01,,1\n",
    "file:2: this line of the plan cannot be read",
    "A line without a month plans a month of a cohort's lifetime.",
    "Fill in tenure_month: 0 is the first.",
  ],
  ["plan, empty", plan, "", "file:1: this line of the plan cannot be read", "The file is empty.", planForm],
  [
    "costs, month",
    costs,
    "month,cost\n2024-13,1\n",
    "file:2: this line of the list of acquisition costs cannot be read",
    '"2024-13" is not a month, as 2025-03 is.',
    costForm,
  ],
  [
    "costs, dimension",
    costs,
    "month,chanel,cost\n2024-01,email,1\n",
    "file:1: this line of the list of acquisition costs cannot be read",
    'There is no dimension "chanel".',
    '"grounds catalog" lists them all.',
  ],
  [
    "costs, cost",
    costs,
    "month,cost\n2024-01,much\n",
    "file:2: this line of the list of acquisition costs cannot be read",
    '"much" is not a number, as 12000.50 is.',
    costForm,
  ],
  [
    "events, day",
    events,
    "events:\n  - { name: Offer, date: 2024-02-30 }\n",
    "file:2: events.0.date cannot be read",
    "It is not a day of the calendar, as 2024-09-01 is.",
    eventForm,
  ],
  [
    "events, end",
    events,
    "events:\n  - { name: Offer, date: 2024-03-01, until: 2024-02-01 }\n",
    "file:2: events.0.until cannot be read",
    "2024-02-01 is before 2024-03-01.",
    eventForm,
  ],
  [
    "events, dimension",
    events,
    "events:\n  - { name: Offer, date: 2024-03-01, where: { regoin: north } }\n",
    "file:2: events.0.where.regoin cannot be read",
    'There is no dimension "regoin". Did you mean "region"? "grounds catalog" lists them all.',
    eventForm,
  ],
  [
    "events, name",
    events,
    "events:\n  - { date: 2024-03-01 }\n",
    "file:2: events.0.name cannot be read",
    "It is missing.",
    eventForm,
  ],
  [
    "events, key",
    events,
    "events:\n  - { name: Offer, date: 2024-03-01, untill: 2024-03-02 }\n",
    "file:2: events.0 cannot be read",
    'There is no key "untill" here.',
    eventForm,
  ],
  [
    "events, no YAML",
    events,
    "events: [\n",
    "file:2: this is not YAML",
    "Flow sequence in block collection must be sufficiently indented and end with a ]",
    "Correct line 2.",
  ],
  [
    "segments, name",
    segments,
    "segments:\n  region: { orders: 1 }\n",
    "file:2: segments.region cannot be read",
    "the catalog already has this name",
    segmentForm,
  ],
  [
    "segments, dimension",
    segments,
    "segments:\n  ours: { where: [regoin=south] }\n",
    "file:2: segments.ours cannot be read",
    'There is no dimension "regoin". The dimensions of this data are named in its catalog. Did you mean "region"? "grounds catalog" lists them all.',
    segmentForm,
  ],
  [
    "segments, filter",
    segments,
    "segments:\n  ours: { where: [region] }\n",
    "file:2: segments.ours cannot be read",
    '"region" is not a filter. A filter names a dimension and the values to keep or leave out. Write for example --where "transaction_type=a_la_carte,gift" or --where "region!=west".',
    segmentForm,
  ],
  [
    "segments, day",
    segments,
    "segments:\n  ours: { from: May }\n",
    "file:2: segments.ours cannot be read",
    '"May" is not a period. It could not be read as days of the calendar. A period is a year "2024", a quarter "2024-Q1", a month "2024-03", a day "2024-03-31" or "2024-01-01..2024-03-31".',
    segmentForm,
  ],
  [
    "segments, orders",
    segments,
    "segments:\n  ours: { orders: 0 }\n",
    "file:2: segments.ours.orders cannot be read",
    "It is at least 1.",
    segmentForm,
  ],
];

describe("a file beside the source that cannot be read", () => {
  it.each(cases)("has a message with a next step: %s", async (_, read, text, ...message) => {
    expect(await messageOf(read, text)).toEqual(message);
  });
});
