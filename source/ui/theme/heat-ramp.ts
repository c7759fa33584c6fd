import { type ColourLevel, contrast, oklch, type Rgb } from "./colour.ts";

const steps = 9;
/**
 * Of the 240 fixed colours, those closest to one hue with even steps of lightness. There are fewer of them, because the cube is
 * coarse and its nearest neighbours change hue.
 */
const ramp256Dark = [
  "38;5;255;48;5;235",
  "38;5;255;48;5;237",
  "38;5;255;48;5;23",
  "38;5;16;48;5;30",
  "38;5;16;48;5;37",
  "38;5;16;48;5;80",
];
const ramp256Light = [
  "38;5;16;48;5;255",
  "38;5;16;48;5;153",
  "38;5;16;48;5;110",
  "38;5;16;48;5;67",
  "38;5;255;48;5;25",
  "38;5;255;48;5;18",
];

const white: Rgb = [245, 248, 250];
const black: Rgb = [8, 12, 16];

/**
 * One SGR code per step, cool to hot, evenly spaced in OKLCH lightness, each with the text colour that is more readable on it.
 * With 16 colours there are four steps; without colours no codes are needed, because the heatmap draws shading glyphs.
 */
export function heatCodes(level: ColourLevel, light: boolean): readonly string[] {
  if (level === "none") return ["", "", "", "", ""];
  if (level === "16") return ["", "97;44", "30;46", "30;47"];
  if (level === "256") return light ? ramp256Light : ramp256Dark;
  const colours = heatColours(light);
  return colours.map((colour) => `38;2;${textOn(colour).join(";")};48;2;${colour.join(";")}`);
}

/** Backgrounds of the ramp: from near the terminal's own background to a bright (dark theme) or deep (light theme) blue. */
export function heatColours(light: boolean): readonly Rgb[] {
  return Array.from({ length: steps }, (_, index) => {
    const part = index / (steps - 1);
    return light
      ? oklch(0.96 - 0.56 * part, 0.015 + 0.095 * part, 225 + 25 * part)
      : oklch(0.23 + 0.5 * part, 0.025 + 0.075 * part, 255 - 45 * part);
  });
}

function textOn(background: Rgb): Rgb {
  return contrast(white, background) >= contrast(black, background) ? white : black;
}
