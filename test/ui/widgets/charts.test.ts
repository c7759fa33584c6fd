import { styledCharsFromTokens, styledCharsToString, tokenize } from "@alcalzone/ansi-tokenize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast } from "../../../source/ui/theme/colour.ts";
import { heatColours } from "../../../source/ui/theme/heat-ramp.ts";
import { createTheme, type Style } from "../../../source/ui/theme/theme.ts";
import { bar, progressBar } from "../../../source/ui/widgets/bars.ts";
import { heatLegend, heatLook, heatRange, heatStep } from "../../../source/ui/widgets/heatmap.ts";
import { fitLine, lineWidth, paint, seg, spread, textOf, wrapText } from "../../../source/ui/widgets/line.ts";
import { dottedLook, lineChart, lineLooks } from "../../../source/ui/widgets/line-chart.ts";
import { sparkline } from "../../../source/ui/widgets/sparkline.ts";
import { layOutTable, tableLines } from "../../../source/ui/widgets/table.ts";
import { waterfall } from "../../../source/ui/widgets/waterfall.ts";

const money = (value: number) => `$${value.toFixed(2)}`;

describe("sparkline", () => {
  it("draws eighths and leaves a gap if nothing was measured", () => {
    expect(sparkline([8, 4, null, 1, 0])).toBe("█▄ ▁▁");
  });

  it("shows the whole series when it is longer than the room", () => {
    expect(sparkline([1, 1, 1, 1, 8, 8, 8, 8], 4)).toBe("▁▁██");
    expect(sparkline([5], 4)).toBe("█   ");
  });
});

describe("bars", () => {
  it("draws in eighths, and shows anything above zero", () => {
    expect(bar(1, 2, 4)).toBe("██  ");
    expect(bar(0.001, 2, 4)).toBe("▏   ");
    expect(bar(0, 2, 4)).toBe("    ");
  });

  it("fills a rule as work is done", () => {
    expect(textOf(progressBar(0.45, 5))).toBe("━━╸──".slice(0, 5));
  });
});

describe("heat", () => {
  it("spreads values over the ramp", () => {
    const range = heatRange([0, undefined, 90]);
    expect(heatStep(0, range, 9)).toBe(0);
    expect(heatStep(90, range, 9)).toBe(8);
    expect(heatStep(undefined, range, 9)).toBeUndefined();
    expect(heatRange([5, 5])).toBeUndefined();
  });

  it("keeps text readable on every step, dark and light", () => {
    for (const light of [false, true]) {
      for (const colour of heatColours(light)) {
        expect(Math.max(contrast(colour, [245, 248, 250]), contrast(colour, [8, 12, 16]))).toBeGreaterThan(4.5);
      }
    }
  });

  it("has fewer steps with fewer colours, and every one differs", () => {
    for (const level of ["truecolor", "256", "16"] as const) {
      const theme = createTheme(level);
      const codes = Array.from({ length: theme.heatSteps }, (_, step) => theme.codes[`heat${step}`]);
      expect(new Set(codes).size).toBe(theme.heatSteps);
    }
  });

  it("is drawn with shading glyphs without colours, with labelled ends", () => {
    const theme = createTheme("none");
    expect(heatLook(4, theme)).toEqual({ style: "text", glyph: "█" });
    expect(textOf(heatLegend({ low: 1, high: 9 }, "grid", theme, money))).toBe("$1.00  ░▒▓█ $9.00");
  });
});

describe("line chart", () => {
  it("labels the ends of both axes and its lines", () => {
    const lines = lineChart(
      [
        { label: "2024", style: "series1", values: [1, 2, null, 4] },
        { label: "2025", style: "series2", values: [4, 3, 2, 1] },
      ],
      { width: 30, height: 4, format: money, ends: ["M0", "M3"] },
    ).map(textOf);
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^\$4\.00 ┤/);
    expect(lines[3]).toMatch(/^\$0\.00 ┤/);
    expect(lines[4]).toMatch(/M0 +M3$/);
    expect(lines[5]).toContain("━━ 2024   ╌╌ 2025");
  });

  it("distinguishes every line without colour", () => {
    const marks = lineLooks.map(({ mark }) => mark);
    expect(new Set([...marks, dottedLook.mark]).size).toBe(marks.length + 1);
    const dashes = [...lineLooks, dottedLook].map(({ dash }) => JSON.stringify(dash));
    expect(new Set(dashes).size).toBe(dashes.length);
  });

  it("starts at zero, above and below it", () => {
    const ends = (values: readonly number[]) => {
      const options = { width: 30, height: 4, format: String, ends: ["M0", "M3"] } as const;
      const lines = lineChart([{ label: "one", style: "series1", values }], options).map(textOf);
      return [lines[0]?.split("┤")[0]?.trim(), lines[3]?.split("┤")[0]?.trim()];
    };
    expect(ends([3464, 5000, 4000])).toEqual(["5000", "0"]);
    expect(ends([-3, -2])).toEqual(["0", "-3"]);
    expect(ends([-1, 4])).toEqual(["4", "-1"]);
    expect(ends([0, 0])).toEqual(["1", "0"]);
  });
});

describe("waterfall", () => {
  const lines = waterfall(
    [
      { label: "welcome", contribution: -4, low: -4.5, high: -3.5, note: "major", isChosen: false },
      { label: "volume", contribution: 1, low: 0.5, high: 1.5, note: "offsetting", isChosen: true },
    ],
    {
      from: { label: "Q1 2024", value: 20 },
      to: { label: "Q1 2025", value: 17 },
      width: 76,
      format: money,
      formatChange: money,
    },
  );

  it("shows running totals from the base to the compared value", () => {
    expect(lines.map(textOf).map((text) => /\$[\d.]+(?=\s*\w*\s*$)/.exec(text)?.[0])).toEqual([
      "$20.00",
      "$16.00",
      "$17.00",
      "$17.00",
    ]);
  });

  it("keeps to its width, with whiskers", () => {
    expect(new Set(lines.map(lineWidth))).toEqual(new Set([76]));
    expect(textOf(lines[1] ?? [])).toMatch(/├.*┤/);
  });
});

describe("table", () => {
  const columns = [
    { label: "channel", align: "left" as const },
    { label: "net", unit: "$", align: "right" as const },
    { label: "share", unit: "%", align: "right" as const },
  ];
  const rows = Array.from({ length: 50 }, (_, index) => ({
    cells: [{ text: `c${index}` }, { text: index % 2 === 0 ? "1,200" : "20.31" }, { text: "5.0" }],
  }));

  it("draws only the rows of the viewport, with decimal points aligned and the unit once", () => {
    const lines = tableLines(layOutTable(columns, rows), { width: 40, height: 3, offset: 10, cursorRow: 11 }).map(
      textOf,
    );
    expect(lines.map((text) => text.trimEnd())).toEqual([
      " channel       net  share",
      "                 $      %",
      " c10      1,200       5.0",
      "▸c11         20.31    5.0",
      " c12      1,200       5.0",
    ]);
  });

  it("leaves out columns that do not fit", () => {
    expect(textOf(tableLines(layOutTable(columns, rows), { width: 20, height: 1 })[0] ?? []).trimEnd()).toBe(
      " channel       net ›",
    );
  });
});

describe("lines", () => {
  it("paints adjacent segments of one style with one code", () => {
    expect(paint([seg("a", "strong"), seg("b", "strong"), seg("c")], createTheme("truecolor"))).toBe(
      "\u001b[1mab\u001b[22mc",
    );
  });

  it("paints as Ink would, so that Ink parses it once", () => {
    const themes = (["none", "16", "256", "truecolor"] as const).map((level) => createTheme(level));
    const style = fc.constantFrom<Style>(
      "text",
      "strong",
      "title",
      "muted",
      "incomplete",
      "focus",
      "chosen",
      "heat0",
      "heat3",
    );
    const segment = fc.record({ text: fc.constantFrom("", "a", " ", "12.5", "▸", "名", "🫘"), style });
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), fc.constantFrom(...themes), (line, theme) => {
        const painted = paint(line, theme);
        expect(styledCharsToString(styledCharsFromTokens(tokenize(painted)))).toBe(painted);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps its width", () => {
    expect(lineWidth(fitLine([seg("東京都"), seg("abc")], 5))).toBe(5);
    expect(textOf(spread([seg("left")], [seg("right")], 16))).toBe("left       right");
    expect(wrapText("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrapText("in /a/long/path of mine", 7)).toEqual(["in", "/a/long", "/path", "of mine"]);
  });

  it.each([
    ["fell by 49.4 % to", 12, ["fell by", "49.4 % to"]],
    ["share -1.2 pp, then", 11, ["share", "-1.2 pp,", "then"]],
    ["within 30 days of it", 10, ["within", "30 days of", "it"]],
    ["by ▼ -48.6 % at", 10, ["by", "▼ -48.6 %", "at"]],
    ["about SEK 1,200 each", 10, ["about", "SEK 1,200", "each"]],
    ["took 5 seconds", 7, ["took 5", "seconds"]],
    ["of 1234567 %", 8, ["of", "1234567", "%"]],
  ])("keeps a number and its unit together: %s", (text, width, lines) => {
    expect(wrapText(text, width)).toEqual(lines);
  });
});
