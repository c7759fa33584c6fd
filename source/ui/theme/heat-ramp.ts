import { type ColourLevel, contrast, nearest256, oklch, type Rgb } from "./colour.ts";

const steps = 9;
const white: Rgb = [245, 248, 250];
const black: Rgb = [8, 12, 16];

/**
 * One SGR code per step, cool to hot, evenly spaced in OKLCH lightness, each with the text colour that reads better on it.
 * With 16 colours there are four steps; without colours none is needed: the heatmap draws shading glyphs.
 */
export function heatCodes(level: ColourLevel, light: boolean): readonly string[] {
  if (level === "none") return ["", "", "", "", ""];
  if (level === "16") return ["", "97;44", "30;46", "30;47"];
  const colours = heatColours(light);
  if (level === "truecolor")
    return colours.map((colour) => `38;2;${textOn(colour).join(";")};48;2;${colour.join(";")}`);
  return colours.map((colour) => `38;5;${nearest256(textOn(colour))};48;5;${nearest256(colour)}`);
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
