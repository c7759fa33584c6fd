import { describe, expect, it } from "vitest";
import { oklch, type Rgb } from "../../source/ui/theme/colour.ts";
import { heatColours } from "../../source/ui/theme/heat-ramp.ts";
import { createTheme } from "../../source/ui/theme/theme.ts";

type Row = readonly [red: number, green: number, blue: number];
type Matrix = readonly [Row, Row, Row];

/** Linear-RGB matrices of full severity (Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113). */
const kinds: Readonly<Record<string, Matrix>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Colours closer than this in OKLab are hard to distinguish at a glance; 0.02 is just noticeable. */
const minDistance = 0.12;

function linear(part: number): number {
  const value = part / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** A colour as seen with a kind of colour vision, in OKLab (Björn Ottosson, https://bottosson.github.io/posts/oklab/). */
function seen([red, green, blue]: Rgb, matrix: Matrix): Row {
  const light = [linear(red), linear(green), linear(blue)] as const;
  const [r, g, b] = matrix.map((row) =>
    Math.max(0, Math.min(1, row[0] * light[0] + row[1] * light[1] + row[2] * light[2])),
  ) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function difference(one: Rgb, other: Rgb, matrix: Matrix): number {
  const [a, b] = [seen(one, matrix), seen(other, matrix)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** The colour of a meaning. */
function colourOf(meaning: string, light: boolean): Rgb {
  const parts = /38;2;(\d+);(\d+);(\d+)/.exec(createTheme("truecolor", light).codes[meaning] ?? "");
  if (parts === null) throw new Error(`${meaning} has no colour`);
  return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}

const eyes = Object.entries(kinds).flatMap(([kind, matrix]) =>
  [false, true].map((light) => ({ kind, matrix, light, theme: light ? "light" : "dark" })),
);

describe.each(eyes)("colours with $kind on $theme", ({ matrix, light }) => {
  it("distinguish gain from loss, and both from muted text", () => {
    const [gain, loss, muted] = ["gain", "loss", "muted"].map((meaning) => colourOf(meaning, light)) as [Rgb, Rgb, Rgb];
    expect(difference(gain, loss, matrix)).toBeGreaterThan(minDistance);
    expect(difference(gain, muted, matrix)).toBeGreaterThan(minDistance / 2);
    expect(difference(loss, muted, matrix)).toBeGreaterThan(minDistance / 2);
  });

  it("give the heat ramp distant ends and steps of lightness in one direction", () => {
    const lightness = heatColours(light).map((colour) => seen(colour, matrix)[0]);
    const [low = 0] = lightness;
    expect(Math.abs((lightness.at(-1) ?? 0) - low)).toBeGreaterThan(3 * minDistance);
    for (const [index, value] of lightness.slice(1).entries()) {
      const step = light ? (lightness[index] ?? 0) - value : value - (lightness[index] ?? 0);
      expect(step).toBeGreaterThan(0.02);
    }
  });
});

it.each(["protanopia", "deuteranopia"])("would reject red and green for %s", (kind) => {
  const matrix = kinds[kind] as Matrix;
  expect(difference(oklch(0.7, 0.12, 25), oklch(0.7, 0.12, 145), matrix)).toBeLessThan(minDistance);
});
