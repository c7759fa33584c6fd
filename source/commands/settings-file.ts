import { homedir } from "node:os";
import { join } from "node:path";
import { settingsErrors } from "../errors/settings.ts";
import { readSmallFile, UnreadableFile } from "../small-file.ts";
import type { Settings } from "../ui/input/settings.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** The path of the config file: GROUNDS_CONFIG, otherwise `grounds/config.yml` in XDG_CONFIG_HOME or ~/.config. */
function settingsFile(env: Env): string {
  if (env.GROUNDS_CONFIG) return env.GROUNDS_CONFIG;
  return join(env.XDG_CONFIG_HOME || join(homedir(), ".config"), "grounds", "config.yml");
}

/** The settings of the config file; the defaults if there is none, unless GROUNDS_CONFIG names it. */
export async function loadSettings(env: Env): Promise<Settings> {
  const { defaultSettings } = await import("../ui/input/settings.ts");
  const { readSettings } = await import("../ui/keys.ts");
  const file = settingsFile(env);
  const text = textOf(file, env.GROUNDS_CONFIG !== undefined && env.GROUNDS_CONFIG !== "");
  return text === undefined ? defaultSettings : readSettings(text, file);
}

function textOf(file: string, isNamed: boolean): string | undefined {
  try {
    return readSmallFile(file);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    if (error.isAbsent && !isNamed) return undefined;
    const why = error.isAbsent ? "GROUNDS_CONFIG names it, and it is not there." : error.message;
    throw settingsErrors.unreadable({ file, why });
  }
}
