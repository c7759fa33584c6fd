import { Text } from "ink";
import { describe, expect, it } from "vitest";
import { widthOf } from "../../../source/domain/width.ts";
import { Chips } from "../../../source/ui/frame/chips.tsx";
import { Dialog } from "../../../source/ui/frame/dialog.tsx";
import { Footer } from "../../../source/ui/frame/footer.tsx";
import { Frame } from "../../../source/ui/frame/frame.tsx";
import { Notice, StatusLine } from "../../../source/ui/frame/notice.tsx";
import { Title } from "../../../source/ui/frame/title.tsx";
import { isTooSmall, TooSmall } from "../../../source/ui/frame/too-small.tsx";
import { createTheme } from "../../../source/ui/theme/theme.ts";
import { seg } from "../../../source/ui/widgets/line.ts";
import { Rows } from "../../../source/ui/widgets/rows.tsx";
import { drawn, sizes } from "../../helpers/draw.ts";

const chips = [
  { key: "m", text: "net revenue", isSet: true },
  { key: "f", text: "all customers", isSet: false },
  { key: "c", text: "vs year ago", isSet: true },
];
const hints = [
  { key: "⏎", label: "drill" },
  { key: "w", label: "why?" },
  { key: "m", label: "measure" },
  { key: "?", label: "help" },
];
const right = (room: number) => [seg("demo · to 2025-06-30".slice(0, room))];
const body = Array.from({ length: 56 }, (_, index) => `row ${index} ${"·".repeat(120)}`);

describe("the frame", () => {
  it.each(sizes)("has title, chips, body and footer at $columns x $rows", (size) => {
    const frame = drawn(
      <Frame
        size={size}
        crumbs={["grounds", "Cohorts", "deeper"]}
        right={right}
        chips={chips}
        footer={<Footer hints={hints} width={size.columns} />}
        dialog={
          <Dialog title="Measure" lines={[[seg("net revenue")]]} hint="⏎ apply" width={40} columns={size.columns} />
        }
      >
        <Rows rows={body.slice(0, size.rows - 4)} />
      </Frame>,
      size,
    );
    const lines = frame.split("\n");
    expect(lines).toHaveLength(size.rows);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(size.columns);
    expect(lines.slice(0, 9).concat(lines.slice(-2))).toMatchSnapshot();
  });

  it("shows a notice of several lines over the body, which does not move", () => {
    const size = { columns: 60, rows: 15 };
    const text = "This is a message that is too long for one line of this window, and goes on.";
    const lines = drawn(
      <Frame
        size={size}
        crumbs={["grounds"]}
        right={right}
        chips={[]}
        footer={<Notice text={text} tone="error" width={60} />}
      >
        <Rows rows={body.slice(0, 11)} />
      </Frame>,
      size,
    ).split("\n");
    expect(lines).toHaveLength(15);
    expect(lines.slice(-4)).toEqual([
      expect.stringMatching(/^row 8 ·/),
      "─".repeat(60),
      " ! This is a message that is too long for one line of this",
      "   window, and goes on.",
    ]);
  });

  it("says so if there is no room for it", () => {
    expect([isTooSmall({ columns: 59, rows: 40 }), isTooSmall({ columns: 60, rows: 15 })]).toEqual([true, false]);
    expect(drawn(<TooSmall size={{ columns: 40, rows: 8 }} />, { columns: 40, rows: 8 })).toMatchInlineSnapshot(`
      "
         This window is 40x8; grounds needs
         60x15 and is comfortable from
         80x24. q quits.



      "
    `);
  });
});

describe("the parts of the frame", () => {
  it("shortens the title's right side first", () => {
    const wide = drawn(<Title crumbs={["grounds", "Cohorts"]} right={right} width={60} />);
    const narrow = drawn(<Title crumbs={["grounds", "Cohorts"]} right={right} width={24} />);
    expect([wide, narrow]).toMatchInlineSnapshot(`
      [
        " grounds ▸ Cohorts                     demo · to 2025-06-30",
        " grounds ▸ Cohorts",
      ]
    `);
  });

  it("leaves out whole chips and hints that do not fit, but never help", () => {
    expect(drawn(<Chips chips={chips} width={40} />)).toMatchInlineSnapshot(`" m net revenue  f all customers  …"`);
    expect(drawn(<Footer hints={hints} width={28} />)).toMatchInlineSnapshot(`" ⏎ drill  w why?  ? help"`);
  });

  it("shows what is in progress", () => {
    expect(drawn(<StatusLine text="reading …" sign="…" width={30} />)).toMatchInlineSnapshot(`" … reading …"`);
  });

  it("colours by meaning", () => {
    const frame = drawn(<Chips chips={chips.slice(0, 1)} width={40} />, undefined, createTheme("16"));
    expect(frame.replaceAll("\u001b", "␛")).toMatchInlineSnapshot(`" ␛[36mm ␛[39mnet revenue"`);
  });

  it("draws a dialog over what is below it, in whole cells", () => {
    const size = { columns: 24, rows: 8 };
    const frame = drawn(
      <Frame
        size={size}
        crumbs={["grounds"]}
        right={right}
        chips={[]}
        footer={<Text>end</Text>}
        dialog={<Dialog title="T" lines={[[]]} hint="" width={20} columns={24} />}
      >
        <Rows rows={["日本語日本語日本語日本語", "日本語日本語日本語日本語", "a".repeat(24), "b".repeat(24)]} />
      </Frame>,
      size,
    );
    expect(frame).toMatchInlineSnapshot(`
      " grounds   demo · to 20

        ╭─ T ──────────────╮
      日│                  │語
      日│                  │語
      aa│                  │aa
      bb╰──────────────────╯bb
      end"
    `);
  });
});
