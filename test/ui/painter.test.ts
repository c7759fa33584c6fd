import xterm from "@xterm/headless";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { widthOf } from "../../source/domain/width.ts";
import { createPainter } from "../../source/ui/painter.ts";
import { createTheme } from "../../source/ui/theme/theme.ts";
import { fitLine, type Line, paint, seg } from "../../source/ui/widgets/line.ts";
import { overlaid } from "../../source/ui/widgets/painted.ts";

const [columns, rows] = [24, 4];
const theme = createTheme("truecolor");

const styles = ["text", "strong", "focus", "gain", "heat3", "heat4"] as const;
const text = fc.oneof(
  { weight: 3, arbitrary: fc.stringMatching(/^[a-c0-2 .]{0,12}$/) },
  fc.constantFrom("█▆▅", "日本", "e\u0301te\u0301", "👩‍👩‍👧", "─", "…"),
);
const line = fc
  .array(fc.tuple(text, fc.constantFrom(...styles)), { maxLength: 6 })
  .map((pieces): Line => pieces.map(([piece, style]) => seg(piece, style)));
const painted = fc.tuple(line, fc.boolean()).map(([of, isFull]) => {
  const fitted = fitLine(of, columns);
  return paint(isFull ? fitted : of.slice(0, fits(of)), theme);
});
const frame = fc.array(painted, { maxLength: rows });

function fits(of: Line): number {
  let width = 0;
  const over = of.findIndex((one) => {
    width += widthOf(one.text);
    return width > columns;
  });
  return over < 0 ? of.length : over;
}

/** Every cell with its look, as a terminal has them after these bytes. */
async function cellsAfter(data: string): Promise<readonly string[]> {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(data, resolve));
  const buffer = terminal.buffer.active;
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (__, x) => {
      const cell = buffer.getLine(y)?.getCell(x);
      const look = [cell?.getFgColor(), cell?.getBgColor(), cell?.isBold() ? "b" : ""].join(",");
      return `${cell?.getChars() || " "}|${cell?.getWidth()}|${look}`;
    }).join(" "),
  );
}

function written(show: (painter: ReturnType<typeof createPainter>) => void): string {
  let data = "";
  show(createPainter((piece) => (data += piece)));
  return data;
}

describe("the painter", () => {
  it("leaves the same on the terminal, however it got there", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 6 }), async (frames) => {
        const steps = written((painter) => {
          for (const one of frames) painter.show(one);
        });
        const whole = written((painter) => painter.show(frames.at(-1) ?? []));
        expect(await cellsAfter(steps)).toEqual(await cellsAfter(whole));
      }),
      { numRuns: 300 },
    );
  });

  it("writes nothing for the same frame, and one cell for one cell", () => {
    const row = (at: number) =>
      paint(
        Array.from({ length: 6 }, (_, index) => seg("  zz", index === at ? "focus" : "heat3")),
        theme,
      );
    const first = written((painter) => painter.show([row(1), row(2)]));
    const same = written((painter) => {
      painter.show([row(1), row(2)]);
      painter.show([row(1), row(2)]);
    });
    const other = written((painter) => {
      painter.show([row(1), row(2)]);
      painter.show([row(1), "x"]);
      painter.show([row(1), row(2)]);
      painter.show([row(1), row(3)]);
    });
    expect(same).toBe(first);
    const last = other.split("\u001b[?2026h").at(-1) ?? "";
    expect(last).toContain("\u001b[2H\u001b[9G");
    expect(last.split("zz").length - 1).toBe(2);
  });

  it("clears and paints all where anything may be on the terminal", async () => {
    const frames = [["one", "two"], ["one"]] as const;
    const data = written((painter) => {
      painter.show(frames[0]);
      painter.show(frames[1]);
      painter.repaint();
    });
    const repainted = data.slice(data.lastIndexOf("\u001b[?2026h"));
    expect(await cellsAfter(`\u001b[41mrubbish\r\nmore\u001b[0m${repainted}`)).toEqual(await cellsAfter("one"));
  });

  it("keeps from a terminal that is someone else's", () => {
    const meanwhile = written((painter) => {
      painter.pause();
      painter.show(["one"]);
      painter.repaint();
    });
    expect(meanwhile).toBe("");
    const after = written((painter) => {
      painter.pause();
      painter.show(["one"]);
      painter.resume();
    });
    expect(after).toContain("one");
  });

  it("lays one row over another by columns, blanks where a wide character is cut", async () => {
    const under = paint([seg("ab", "gain"), seg("日本語"), seg("xyz", "strong")], theme);
    const over = overlaid(under, paint([seg("[]", "focus")], theme), 3, 2);
    expect(await cellsAfter(over)).toEqual(
      await cellsAfter(
        paint([seg("ab", "gain"), seg(" "), seg("[]", "focus"), seg(" 語"), seg("xyz", "strong")], theme),
      ),
    );
    expect(overlaid("a", "|", 3, 1)).toBe("a  |");
  });
});
