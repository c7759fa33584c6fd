import { stripVTControlCharacters } from "node:util";
import { render } from "ink-testing-library";
import { createElement, type ReactNode } from "react";
import { createTheme, type Theme } from "../../source/ui/theme/theme.ts";
import { ThemeContext } from "../../source/ui/theme/use-theme.ts";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The sizes at which every screen is tested. */
export const sizes: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];

/** Elements as Ink draws them on a terminal of a given size, without blanks at line ends; with a theme, in its colours. */
export function drawn(element: ReactNode, size: Size = { columns: 80, rows: 24 }, theme?: Theme): string {
  const { stdout, rerender, lastFrame, unmount } = render(createElement("ink-text"));
  Object.defineProperty(stdout, "columns", { value: size.columns });
  Object.defineProperty(stdout, "rows", { value: size.rows });
  stdout.emit("resize");
  rerender(createElement(ThemeContext, { value: theme ?? createTheme("none") }, element));
  const frame = lastFrame() ?? "";
  unmount();
  return theme === undefined ? stripVTControlCharacters(frame) : frame;
}
