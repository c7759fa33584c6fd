import { type ColourLevel, colourLevel, isLight, nearest256, oklch, type Rgb } from "./colour.ts";
import { heatCodes } from "./heat-ramp.ts";

/** A meaning, or a step of the heat ramp (0 is coolest). */
export type Style = keyof ReturnType<typeof codesOf> | `heat${number}`;

export interface Theme {
  readonly level: ColourLevel;
  /** Steps of the heat ramp; without colours they are shading glyphs. */
  readonly heatSteps: number;
  /** The SGR parameters that switch a style on; "" for plain text. */
  readonly codes: Readonly<Record<string, string>>;
}

type Hue = readonly [dark: Rgb, light: Rgb, basic: number];

const hues = {
  muted: [oklch(0.62, 0.015, 250), oklch(0.55, 0.015, 250), 90],
  rule: [oklch(0.4, 0.015, 250), oklch(0.82, 0.01, 250), 90],
  accent: [oklch(0.82, 0.1, 195), oklch(0.5, 0.1, 215), 36],
  gain: [oklch(0.76, 0.12, 245), oklch(0.5, 0.17, 255), 34],
  loss: [oklch(0.78, 0.14, 62), oklch(0.58, 0.16, 50), 33],
  error: [oklch(0.74, 0.16, 35), oklch(0.52, 0.19, 32), 31],
  violet: [oklch(0.74, 0.14, 310), oklch(0.5, 0.18, 305), 35],
  yellow: [oklch(0.88, 0.13, 98), oklch(0.6, 0.12, 90), 93],
  pale: [oklch(0.9, 0.02, 250), oklch(0.35, 0.02, 250), 97],
} as const satisfies Record<string, Hue>;

/** The theme for a terminal, from its environment. */
export function themeFor(env: Readonly<Record<string, string | undefined>>): Theme {
  return createTheme(colourLevel(env), isLight(env));
}

/** The theme of a terminal with these colours. */
export function createTheme(level: ColourLevel, light = false): Theme {
  const heat = heatCodes(level, light);
  const codes = { ...codesOf(level, light), ...Object.fromEntries(heat.map((code, step) => [`heat${step}`, code])) };
  return { level, heatSteps: heat.length, codes };
}

/**
 * Meanings, never colours: what a text means decides how it looks. Each as SGR parameters; gain and loss are blue and orange,
 * distinguishable with all common kinds of colour vision.
 */
function codesOf(level: ColourLevel, light: boolean) {
  const hue = (name: keyof typeof hues) => foreground(hues[name], level, light);
  return {
    text: "",
    strong: "1",
    title: join("1", hue("accent")),
    label: level === "none" ? "" : hue("muted"),
    muted: level === "none" ? "2" : hue("muted"),
    rule: level === "none" ? "2" : hue("rule"),
    accent: level === "none" ? "1" : hue("accent"),
    key: level === "none" ? "1" : hue("accent"),
    gain: hue("gain"),
    loss: hue("loss"),
    incomplete: join("3", level === "none" ? "" : hue("muted")),
    warning: join("1", hue("loss")),
    error: join("1", hue("error")),
    focus: focusCode(level, light),
    chosen: level === "none" ? "4" : join("1", hue("accent")),
    series1: hue("accent"),
    series2: hue("loss"),
    series3: hue("gain"),
    series4: hue("violet"),
    series5: hue("yellow"),
    series6: hue("pale"),
  };
}

function foreground([dark, bright, basic]: Hue, level: ColourLevel, light: boolean): string {
  const colour = light ? bright : dark;
  if (level === "none") return "";
  if (level === "16") return String(basic);
  return level === "256" ? `38;5;${nearest256(colour)}` : `38;2;${colour.join(";")}`;
}

function focusCode(level: ColourLevel, light: boolean): string {
  if (level === "none" || level === "16") return "7";
  const background = light ? hues.accent[1] : hues.accent[0];
  const text: Rgb = light ? [255, 255, 255] : [10, 16, 20];
  return level === "256"
    ? `1;38;5;${nearest256(text)};48;5;${nearest256(background)}`
    : `1;38;2;${text.join(";")};48;2;${background.join(";")}`;
}

function join(...codes: readonly string[]): string {
  return codes.filter((code) => code !== "").join(";");
}
