import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { formatCell } from "../../source/domain/format.ts";
import { preparedIn } from "../../source/ui/screens/cohorts/prepared.ts";
import { columnFormat, resultTable } from "../../source/ui/widgets/result-table.ts";
import { createBuildDatabase } from "../../source/warehouse/database/build-database.ts";
import { scratchFolder, tinySession } from "../helpers/tiny-warehouse.ts";
import { type Driver, openDriver } from "../journeys/driver.ts";

let session: Session;
let folder: Awaited<ReturnType<typeof scratchFolder>>;
const opened: Driver[] = [];

beforeAll(async () => {
  session = await tinySession();
  folder = await scratchFolder();
});
afterAll(async () => {
  await session.close();
  await folder.remove();
});
afterEach(() => {
  for (const driver of opened.splice(0)) driver.close();
});

async function open(): Promise<Driver> {
  const app = await openDriver(coreOf(session), { columns: 200, rows: 60 });
  opened.push(app);
  return app;
}

/** Exports the view and resolves to the file's path. */
async function exportTo(app: Driver, name: string): Promise<string> {
  const file = join(folder.path, name);
  await app.press("export");
  await app.send("\u0015");
  await app.type(file);
  await app.send("\r");
  await vi.waitFor(() => expect(app.store().state().overlay).not.toMatchObject({ status: "writing" }), 20_000);
  await app.waitForIdle();
  return file;
}

const table = (csv: string) =>
  csv
    .trim()
    .split("\n")
    .map((line) => line.split(","));

describe("exports", () => {
  it("S12 writes a grid that agrees with the screen cell for cell, with n, complete, small and the comparison", async () => {
    const app = await open();
    const [head = [], ...rows] = table(await readFile(await exportTo(app, "grid.csv"), "utf8"));
    expect(head).toEqual([
      "acquisition_month",
      "tenure_month",
      "customers",
      "net_revenue_per_customer",
      "complete",
      "small",
      "compared_with",
      "net_revenue_per_customer_before",
      "net_revenue_per_customer_change",
      "net_revenue_per_customer_change_share",
    ]);
    const prepared = preparedIn(app.store().data);
    const shown = new Map(rows.map((row) => [`${row[0]} ${row[1]}`, row]));
    let cells = 0;
    prepared?.grid.rows.forEach((row, index) => {
      row.cells.forEach((cell, column) => {
        const text = prepared.values.texts[index]?.[column]?.trim() ?? "";
        const line = shown.get(`${row.key} ${column}`);
        expect(line === undefined).toBe(cell === undefined);
        if (cell === undefined) return;
        cells += 1;
        expect(formatCell(line?.[3] === "" ? undefined : Number(line?.[3]), prepared.format, prepared)).toBe(text);
        expect(line?.[4]).toBe(String(cell.complete));
        expect(prepared.changes().texts[index]?.[column]?.trim() === "").toBe((line?.[9] ?? "") === "");
      });
    });
    expect(rows).toHaveLength(cells);
    expect(shown.get("2025-01 0")?.slice(2, 9)).toEqual(["2", "20.35", "true", "true", "2024-01", "45.6", "-25.25"]);
  });

  it("S12 writes a slice that agrees with the table on screen cell for cell", async () => {
    const app = await open();
    await app.press("to_slices", "view");
    const result = app.store().data.slice("table");
    if (result === undefined) throw new Error("no table");
    const { currency } = session.dataSet;
    const shown = resultTable(result, session.catalog, currency);
    const [head, ...rows] = table(await readFile(await exportTo(app, "slice.csv"), "utf8"));
    expect(head).toEqual(result.columns.map((column) => column.name));
    expect(rows).toHaveLength(shown.rows.length);
    rows.forEach((row, index) => {
      result.columns.forEach((column, at) => {
        if (column.role !== "measure" && column.role !== "before") return;
        const written = row[at] === "" ? undefined : Number(row[at]);
        expect(shown.texts[at]?.[index]?.trim()).toBe(
          formatCell(written, columnFormat(column, session.catalog), { currency }),
        );
      });
    });
  });

  it("S12 writes JSON, Markdown and Parquet by the file's ending", async () => {
    const app = await open();
    const json: unknown = JSON.parse(await readFile(await exportTo(app, "grid.json"), "utf8"));
    expect(json).toContainEqual(
      expect.objectContaining({ acquisition_month: "2024-01", tenure_month: 0, net_revenue_per_customer: 45.6 }),
    );
    const markdown = await readFile(await exportTo(app, "grid.md"), "utf8");
    expect(markdown).toContain("| 2024-01 | 0 | 2 | 45.60 |");
    const parquet = await exportTo(app, "grid.parquet");
    const connection = await createBuildDatabase(undefined, [folder.path]);
    const read = await connection.database.query(
      `select net_revenue_per_customer, complete from '${parquet}' where acquisition_month = '2024-02' and tenure_month = 0`,
      [],
    );
    expect(read.rows).toEqual([[86.4, true]]);
    await connection.database.close();
    await exportTo(app, "grid.xyz");
    expect(app.screen()).toContain("The ending of");
  });

  it("S12 shows path and number of rows first, cycles through the formats, and writes all order lines", async () => {
    const app = await open();
    await app.press("clear_filters", "rows", "export");
    // A path longer than the line continues below.
    const said = app
      .screen()
      .split("\n")
      .map((line) => line.split("│")[1] ?? "");
    expect(said.join("").replaceAll(/\s/g, "")).toContain(join(process.cwd(), "order-lines.csv").replaceAll(/\s/g, ""));
    await app.send("\t");
    expect(app.screen()).toContain("order-lines.xlsx");
    await app.send("\u001b");
    const total = app.store().data.page()?.page.total ?? 0;
    const [, ...rows] = table(await readFile(await exportTo(app, "lines.csv"), "utf8"));
    expect(rows).toHaveLength(total);
    expect(app.screen()).toContain(`Wrote ${total} rows`);
  });
});

describe("copies", () => {
  const copied = (app: Driver) => {
    const code = app.written().split("\u001b]52;c;").at(-1)?.split("\u0007")[0] ?? "";
    return Buffer.from(code, "base64").toString();
  };

  it("S13 copies a value, a row and the table", async () => {
    const app = await open();
    await app.press("first_row", "first_column", "copy_cell");
    expect(copied(app)).toBe("45.6");
    expect(app.screen()).toContain("Value copied; handed to the terminal (OSC 52)");
    await app.press("copy_row");
    expect(copied(app)).toMatch(/^2024-01\t2\t45\.6\t/);
    await app.press("copy_table");
    expect(copied(app).split("\n")).toHaveLength(8);
    expect(copied(app)).toMatch(/^cohort\tcustomers\tM0\tM1/);
  });
});
