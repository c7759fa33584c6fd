import { beforeEach, expect, it } from "vitest";
import { coreOf } from "../../source/commands/session-core.ts";
import type { ActivationRun, Audience, AudienceCounts, Send } from "../../source/domain/activation.ts";
import type { Activator } from "../../source/ui/state/core.ts";
import { tinyApps } from "./opened.ts";

const { openOn, session } = tinyApps();

const counts: AudienceCounts = {
  ...{ members: 300, withEmail: 290, withPhone: 200, withAddress: 100, optedOut: 4, refused: 30, unknown: 20 },
  ...{ unreachable: 6, sendable: 240 },
};

let audiences: Audience[];
let runs: ActivationRun[];
let sent: Send[];
let finish: () => void;
beforeEach(() => {
  audiences = [];
  runs = [];
  sent = [];
});

/** Keeps audiences in memory; a send waits until the test lets it end. */
const activator: Activator = {
  audiences: async () => ({
    file: "/data/audiences.yml",
    all: audiences.map((audience) => ({ name: audience.name, audience, problem: "" })),
    runs,
  }),
  preview: async ({ allowsUnknown }) => ({
    plan: { counts: { ...counts, sendable: allowsUnknown ? 260 : 240 }, adds: 12, removes: 3, sentBefore: 231 },
    refusal: "",
  }),
  async save({ name, slice }) {
    audiences = [{ name, slice, description: "", orders: 1, destinations: { meta: { id: "2385" } } }];
    return "/data/audiences.yml";
  },
  async send(send, onProgress) {
    sent.push(send);
    onProgress({ sent: 5, of: 15 });
    onProgress({ waiting: "too many calls" });
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    const run: ActivationRun = {
      ...{ id: "1", ...send, status: "done", startedAt: "2025-07-01 08:00:00", endedAt: "2025-07-01 08:01:00" },
      ...{ added: 12, removed: 3, rejected: 0, withoutConsent: 50, optedOut: 4, allowedWithoutConsent: false },
      ...{ matchRate: "61 to 70 %", requestIds: ["r-1"] },
    };
    runs = [run, ...runs];
    return run;
  },
};

const open = (size = {}) =>
  openOn(
    coreOf(session(), undefined, undefined, () => activator),
    size,
  );

it.each([
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
])("sends the customers behind a cell, after confirmation, at $columns x $rows", async (size) => {
  const app = await open(size);
  await app.press("customers", "to_audiences");
  expect(app.screen()).toContain("There are no audiences yet.");
  await app.press("new_audience");
  await app.type("lapsed");
  await app.send("\r");
  expect(app.screen()).toMatch(/▸lapsed .*2385/);
  expect(app.screen()).toContain("240 may be sent; 4 objected, 30 refused, 20 never answered");
  await app.press("send_audience");
  expect(app.screen()).toContain("12 to add, 3 to remove");
  await app.send("\r");
  expect(sent).toEqual([]);
  await app.press("send_audience");
  await app.send("\u001b[B\r");
  expect(sent).toEqual([{ audience: "lapsed", network: "meta", mode: "mirror", allowsUnknown: false }]);
  expect(app.screen()).toMatch(/5 of 15 changes sent +waiting: too many calls/);
  finish();
  await app.waitForIdle();
  expect(app.screen().match(/lapsed to Meta: 12 added, 3 removed, 0 rejected/g)).toHaveLength(2);
  expect(app.screen()).toContain("61 to 70 % matched");
  expect(app.screen().split("\n").length).toBeLessThanOrEqual(size.rows);
});

it("shows what would be sent, to which network and under which consent, and changes each by a key", async () => {
  const app = await open();
  await app.press("customers", "to_audiences", "new_audience");
  await app.type("lapsed");
  await app.send("\r");
  expect(app.screen()).toContain("To Meta, mirror: those who agreed to both uses of their data.");
  await app.press("network", "activation_mode", "allow_unknown");
  expect(app.screen()).toContain("To Google, upsert: those who agreed, and those who never answered.");
  expect(app.screen()).toContain("260 may be sent");
  await app.press("back");
  expect(app.screen()).toContain("customers");
});

it("refuses a name that is not a word, and says if audiences cannot be saved", async () => {
  const app = await open();
  await app.press("customers", "to_audiences", "new_audience");
  await app.type("two words");
  await app.send("\r");
  expect(app.screen()).toContain("A name is letters, digits, - . and _");
  const without = await openOn(coreOf(session()));
  await without.press("customers", "to_audiences");
  expect(without.screen()).toContain("Audiences need a warehouse in a file.");
});
