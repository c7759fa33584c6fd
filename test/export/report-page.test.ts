import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportHtml } from "../../source/export/report/html.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";
import { tinyReport } from "./tiny-report.ts";

const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
  (path) => path !== undefined && existsSync(path),
);
const switches = [
  "disable-gpu",
  "disable-quic",
  "no-first-run",
  "disable-background-networking",
  "disable-component-update",
  "disable-sync",
];
const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

const views = [1280, 390].flatMap((width) => (["light", "dark"] as const).map((scheme) => ({ width, scheme })));

/** Without Chromium these tests are reported as skipped. */
describe.skipIf(executablePath === undefined)("the report page in Chromium", () => {
  let browser: Browser;
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let file: string;
  let onePage: string;
  let axe: string;

  beforeAll(async () => {
    scratch = await scratchFolder();
    file = join(scratch.path, "report.html");
    onePage = join(scratch.path, "one-page.html");
    const notes = { welcome: `a note with ${"a-very-long-word".repeat(20)}\nand a second line` };
    const input = { ...(await tinyReport()), notes };
    await writeFile(file, reportHtml(input));
    await writeFile(onePage, reportHtml({ ...input, isOnePage: true }));
    axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    const args = [...switches.map((name) => `--${name}`), ...asRoot];
    browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args });
  });
  afterAll(async () => {
    await browser?.close();
    await scratch?.remove();
  });

  async function open(
    width: number,
    colorScheme: "light" | "dark",
    what = file,
  ): Promise<{ page: Page; events: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: false });
    const events: string[] = [];
    page.on("console", (message) => events.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => events.push(`error: ${error.message}`));
    page.on("request", (request) => events.push(`request: ${request.url().split("/").at(-1)}`));
    await page.goto(pathToFileURL(what).href);
    return { page, events };
  }

  it.each(views)(
    "loads nothing, overflows nowhere, and axe finds nothing: $width, $scheme",
    async ({ width, scheme }) => {
      const { page, events } = await open(width, scheme);
      expect(events).toEqual(["request: report.html"]);
      await page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      expect(await page.evaluate(outside)).toEqual([]);
      await page.evaluate(axe);
      const rules = scheme === "dark" ? ", runOnly: ['color-contrast']" : "";
      const found = await page.evaluate(`axe.run(document, { resultTypes: ["violations"]${rules} })`);
      const { violations } = found as { violations: { id: string; nodes: { html: string }[] }[] };
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
      await page.close();
    },
  );

  it("shows one waterfall, the one for the page width", async () => {
    for (const [width, shown] of [
      [1280, "wide"],
      [390, "narrow"],
    ] as const) {
      const { page } = await open(width, "light");
      expect(await page.evaluate(visibleWaterfalls)).toEqual([`waterfall ${shown}`]);
      await page.close();
    }
  });

  it("prints its first page on one sheet, alone if requested, with headline, waterfall and tie-out", async () => {
    const whole = await open(794, "light");
    const alone = await open(794, "light", onePage);
    expect(sheets(await whole.page.pdf({ format: "A4", preferCSSPageSize: true }))).toBeGreaterThan(3);
    expect(sheets(await alone.page.pdf({ format: "A4", preferCSSPageSize: true }))).toBe(1);
    await alone.page.emulateMedia({ media: "print" });
    const text = String(await alone.page.evaluate("document.body.innerText"));
    for (const part of ["ties out", "Prepared by", "Date"]) expect(text).toContain(part);
    expect(await alone.page.evaluate(visibleWaterfalls)).toEqual(["waterfall wide"]);
    await Promise.all([whole.page.close(), alone.page.close()]);
  });

  it("prints with every table, without SQL, in black on white", async () => {
    const { page } = await open(794, "dark");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.evaluate(closedOnPaper)).toBe(0);
    expect(
      await page.evaluate(`[...document.querySelectorAll("pre")].filter((one) => one.checkVisibility()).length`),
    ).toBe(0);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    expect(await page.evaluate(outside)).toEqual([]);
    expect(await page.evaluate(brokenWords)).toEqual([]);
    expect(await page.evaluate(wideTables)).toEqual([]);
    await page.close();
  });
});

/** The number of pages of a PDF. */
function sheets(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
}

/** Words of up to 16 letters in row or column names that are broken over lines; a hyphen may end a line. */
const brokenWords = `[...document.querySelectorAll("th")].flatMap((one) => {
  const text = one.firstChild;
  if (text?.nodeType !== Node.TEXT_NODE) return [];
  return [...text.data.matchAll(/[^\\s-]+/g)].filter(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return word.length <= 16 && new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
  }).map(([word]) => word);
})`;

const wideTables = `[...document.querySelectorAll("table")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.id)`;

/** Texts that overflow the page on the right and are not in a scrolling box. */
const outside = `[...document.querySelectorAll("body *")].filter((one) => {
  const { right, width } = one.getBoundingClientRect();
  return width > 1 && right > innerWidth + 1 && !one.closest(".box");
}).map((one) => one.outerHTML.slice(0, 120))`;

const visibleWaterfalls = `[...document.querySelectorAll("svg.waterfall")]
  .filter((one) => one.getBoundingClientRect().height > 0).map((one) => one.getAttribute("class"))`;

const closedOnPaper = `[...document.querySelectorAll("table")]
  .filter((one) => one.getBoundingClientRect().height === 0).length`;
