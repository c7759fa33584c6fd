/** How many colours a terminal supports. */
export type ColourLevel = "none" | "16" | "256" | "truecolor";

export type Rgb = readonly [red: number, green: number, blue: number];

/** What the terminal supports, from its environment: NO_COLOR and TERM=dumb mean none. */
export function colourLevel(env: Readonly<Record<string, string | undefined>>): ColourLevel {
  const term = env.TERM ?? "";
  if ((env.NO_COLOR ?? "") !== "" || env.GROUNDS_THEME === "none" || term === "dumb") return "none";
  if (/^(truecolor|24bit)$/i.test(env.COLORTERM ?? "") || /-direct$/.test(term)) return "truecolor";
  if (env.WT_SESSION !== undefined || env.KITTY_WINDOW_ID !== undefined) return "truecolor";
  return /256/.test(term) ? "256" : "16";
}

/** Dark unless the terminal reports a light background (COLORFGBG) or the user chose light. */
export function isLight(env: Readonly<Record<string, string | undefined>>): boolean {
  const chosen = env.GROUNDS_THEME;
  if (chosen === "light" || chosen === "dark") return chosen === "light";
  const background = /;(\d+)$/.exec(env.COLORFGBG ?? "")?.[1];
  return background === "7" || background === "15";
}

/** OKLCH to sRGB, clipped to the gamut (Björn Ottosson, https://bottosson.github.io/posts/oklab/). */
export function oklch(lightness: number, chroma: number, hueDegrees: number): Rgb {
  const hue = (hueDegrees * Math.PI) / 180;
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** WCAG contrast ratio of two colours, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Index of the nearest colour among the 240 fixed ones of the 256-colour palette. */
export function nearest256([red, green, blue]: Rgb): number {
  const step = (value: number) => (value < 48 ? 0 : value < 115 ? 1 : Math.min(5, Math.floor((value - 35) / 40)));
  const level = (index: number) => (index === 0 ? 0 : 55 + 40 * index);
  const [r, g, b] = [step(red), step(green), step(blue)];
  const grey = Math.max(0, Math.min(23, Math.round(((red + green + blue) / 3 - 8) / 10)));
  const cubeDistance = distance([red, green, blue], [level(r), level(g), level(b)]);
  const greyDistance = distance([red, green, blue], [8 + 10 * grey, 8 + 10 * grey, 8 + 10 * grey]);
  return greyDistance < cubeDistance ? 232 + grey : 16 + 36 * r + 6 * g + b;
}

function encode(linear: number): number {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.max(0, Math.min(1, value)));
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function distance(one: Rgb, other: Rgb): number {
  return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2;
}
