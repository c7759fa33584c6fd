import xterm from "@xterm/headless";

const cellWidth = 8.4;
const cellHeight = 18;
const fontSize = 14;
const pad = 14;
const fonts = 'ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace';

interface Look {
  readonly fg: string;
  readonly bg: string | undefined;
  readonly bold: boolean;
  readonly italic: boolean;
}

/** What a terminal of that size shows after a program's output, as a picture that needs no terminal font. */
export async function screenSvg(output: string, columns: number, rows: number, title: string): Promise<string> {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  await new Promise<void>((done) => {
    terminal.write(output.replace(/\n$/, ""), done);
  });
  const body: string[] = [];
  for (let y = 0; y < rows; y++) body.push(...rowShapes(terminal, y, columns));
  terminal.dispose();
  const [width, height] = [columns * cellWidth + 2 * pad, rows * cellHeight + 2 * pad];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(width)} ${n(height)}" width="${n(width)}" height="${n(height)}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${theme.bg}"/>`,
    `<g transform="translate(${pad} ${pad})" font-family='${fonts}' font-size="${fontSize}" fill="${theme.fg}">`,
    ...body,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

const theme = { fg: "#d8dee4", bg: "#11151a" };

function rowShapes(terminal: InstanceType<typeof xterm.Terminal>, y: number, columns: number): readonly string[] {
  const line = terminal.buffer.active.getLine(y);
  const shapes: string[] = [];
  let run = { x: 0, text: "", look: plain };
  const flush = (x: number) => {
    shapes.push(...runShapes(run.text, run.look, run.x, y, x - run.x));
    run = { x, text: "", look: plain };
  };
  for (let x = 0; x < columns; x++) {
    const cell = line?.getCell(x);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const look = lookOf(cell);
    if (run.text !== "" && !isSame(look, run.look)) flush(x);
    if (run.text === "") run = { x, text: "", look };
    run.text += cell.getChars() || " ";
  }
  flush(columns);
  return shapes;
}

const plain: Look = { fg: theme.fg, bg: undefined, bold: false, italic: false };

type Cell = NonNullable<
  ReturnType<NonNullable<ReturnType<InstanceType<typeof xterm.Terminal>["buffer"]["active"]["getLine"]>>["getCell"]>
>;

function lookOf(cell: Cell): Look {
  const fg = cell.isFgDefault() ? undefined : colour(cell.getFgColor(), cell.isFgRGB());
  const bg = cell.isBgDefault() ? undefined : colour(cell.getBgColor(), cell.isBgRGB());
  const isInverse = cell.isInverse() !== 0;
  return {
    fg: isInverse ? (bg ?? theme.bg) : (fg ?? theme.fg),
    bg: isInverse ? (fg ?? theme.fg) : bg,
    bold: cell.isBold() !== 0,
    italic: cell.isItalic() !== 0,
  };
}

function colour(value: number, isRgb: boolean): string {
  if (isRgb) return `#${value.toString(16).padStart(6, "0")}`;
  throw new Error(`pictures are drawn in true colour, this is palette colour ${value}`);
}

function isSame(one: Look, other: Look): boolean {
  return one.fg === other.fg && one.bg === other.bg && one.bold === other.bold && one.italic === other.italic;
}

function runShapes(text: string, look: Look, x: number, y: number, wide: number): readonly string[] {
  const shapes: string[] = [];
  if (look.bg !== undefined)
    shapes.push(rect(x * cellWidth, y * cellHeight, wide * cellWidth + 0.3, cellHeight, look.bg));
  let letters = "";
  let from = x;
  const flush = (at: number) => {
    const trimmed = letters.trimEnd();
    const lead = trimmed.length - trimmed.trimStart().length;
    if (trimmed.trim() !== "") shapes.push(textShape(trimmed.trimStart(), look, from + lead, y));
    letters = "";
    from = at;
  };
  [...text].forEach((character, index) => {
    const drawn = glyphShapes(character, x + index, y, look.fg);
    if (drawn === undefined) letters += character;
    else {
      flush(x + index + 1);
      shapes.push(...drawn);
    }
    if (letters === "") from = x + index + 1;
  });
  flush(x + wide);
  return shapes;
}

function textShape(text: string, look: Look, x: number, y: number): string {
  const style = `${look.bold ? ' font-weight="700"' : ""}${look.italic ? ' font-style="italic"' : ""}`;
  const fill = look.fg === theme.fg ? "" : ` fill="${look.fg}"`;
  const length = n([...text].length * cellWidth);
  return `<text x="${n(x * cellWidth)}" y="${n(y * cellHeight + 13.5)}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${style}${fill} xml:space="preserve">${escaped(text)}</text>`;
}

/** Blocks, rules and braille as shapes, so that they meet whatever the reader's font is; undefined for letters. */
function glyphShapes(character: string, column: number, row: number, fill: string): readonly string[] | undefined {
  const [x, y] = [column * cellWidth, row * cellHeight];
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x2581 && code <= 0x2588) {
    const height = ((code - 0x2580) / 8) * cellHeight;
    return [rect(x, y + cellHeight - height, cellWidth + 0.2, height, fill)];
  }
  if (code >= 0x2589 && code <= 0x258f)
    return [rect(x, y + 3, ((0x2590 - code) / 8) * cellWidth, cellHeight - 6, fill)];
  if (character === "▐") return [rect(x + cellWidth / 2, y, cellWidth / 2, cellHeight, fill)];
  if (character === "─" || character === "━") {
    const thick = character === "─" ? 1 : 2.4;
    return [rect(x, y + cellHeight / 2 - thick / 2, cellWidth + 0.2, thick, fill)];
  }
  if (character === "│") return [rect(x + cellWidth / 2 - 0.5, y, 1, cellHeight + 0.2, fill)];
  if (code > 0x2800 && code <= 0x28ff) return brailleShapes(code - 0x2800, x, y, fill);
  return undefined;
}

const brailleDots = [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80];

function brailleShapes(pattern: number, x: number, y: number, fill: string): readonly string[] {
  return brailleDots.flatMap((bit, index) => {
    if ((pattern & bit) === 0) return [];
    const [across, down] = [Math.floor(index / 4), index % 4];
    return [
      `<circle cx="${n(x + cellWidth * (0.27 + 0.46 * across))}" cy="${n(y + cellHeight * (0.125 + 0.25 * down))}" r="1.2" fill="${fill}"/>`,
    ];
  });
}

function rect(x: number, y: number, width: number, height: number, fill: string): string {
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}"/>`;
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
