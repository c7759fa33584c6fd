import { afterEach, describe, expect, it } from "vitest";
import { takeMouse } from "../../source/ui/mouse.ts";
import { type Driver, openDriver } from "../journeys/driver.ts";
import { fakeCore } from "../journeys/fake-core.ts";

const opened: Driver[] = [];
afterEach(() => {
  for (const driver of opened.splice(0)) driver.close();
});

describe("U2 the mouse, where it is switched on", () => {
  it("is told apart from keys, also when a report comes in two parts", () => {
    const first = takeMouse("j\u001b[<0;12;7Mk\u001b[<64;1;1M\u001b[<0;1");
    expect(first).toEqual({
      keys: "jk",
      events: [
        { kind: "click", x: 11, y: 6 },
        { kind: "wheel_up", x: 0, y: 0 },
      ],
      rest: "\u001b[<0;1",
    });
    expect(takeMouse(`${first.rest};5m`)).toEqual({ keys: "", events: [], rest: "" });
  });

  it("moves the cursor to the cell that was clicked", async () => {
    const app = await openDriver(fakeCore(), { columns: 120, rows: 40 });
    opened.push(app);
    const lines = app.screen().split("\n");
    const y = lines.findIndex((line) => line.includes("2023-05"));
    const x = (lines[3] ?? "").indexOf("M2");
    app.store().dispatch({ type: "point", x, y });
    await app.waitForIdle();
    expect(app.store().state().place.cohorts.cursor).toMatchObject({ row: 4, column: 2 });
    app.store().dispatch({ type: "point", x: 3, y: 0 });
    expect(app.store().state().place.cohorts.cursor).toMatchObject({ row: 4, column: 2 });
  });
});
