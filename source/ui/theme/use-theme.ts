import { createContext, useContext } from "react";
import { createTheme, type Theme } from "./theme.ts";

/** The theme of all components below; plain text if none is given. */
export const ThemeContext = createContext<Theme>(createTheme("none"));

export function useTheme(): Theme {
  return useContext(ThemeContext);
}
