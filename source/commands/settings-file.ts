import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { settingsErrors } from "../errors/settings.ts";
import type { Settings } from "../ui/settings.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Where the config file is: GROUNDS_CONFIG, else `grounds/config.yml` in XDG_CONFIG_HOME or ~/.config. */
export function settingsFile(env: Env): string {
  if (env.GROUNDS_CONFIG) return env.GROUNDS_CONFIG;
  return join(env.XDG_CONFIG_HOME || join(homedir(), ".config"), "grounds", "config.yml");
}

/** The settings of the config file; the defaults where there is none, unless GROUNDS_CONFIG names it. */
export async function loadSettings(env: Env): Promise<Settings> {
  const { defaultSettings, readSettings } = await import("../ui/settings.ts");
  const file = settingsFile(env);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" && !env.GROUNDS_CONFIG) return undefined;
    throw settingsErrors.unreadable({
      file,
      why: error.code === "ENOENT" ? "GROUNDS_CONFIG names it, and it is not there." : `The system said ${error.code}.`,
    });
  });
  return text === undefined ? defaultSettings : readSettings(text, file);
}
