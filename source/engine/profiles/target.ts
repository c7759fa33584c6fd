import { isMap, isScalar, type YAMLMap } from "yaml";
import { engineErrors } from "../../errors/engine.ts";
import { rendered } from "./env-var.ts";

interface Lines {
  /** Of the target itself. */
  readonly first: number;
  readonly at: (offset: number) => number;
}

/** One output of dbt's profile: its settings as texts, environment variables are read together with the setting. */
export class Target {
  readonly name: string;
  readonly #file: string;
  readonly #settings: YAMLMap;
  readonly #lines: Lines;
  readonly #env: NodeJS.ProcessEnv;

  constructor(name: string, file: string, settings: YAMLMap, lines: Lines, env: NodeJS.ProcessEnv) {
    this.name = name;
    this.#file = file;
    this.#settings = settings;
    this.#lines = lines;
    this.#env = env;
  }

  /** FILE:LINE of a setting, or of the target if it has no setting of this name. */
  placeOf(name: string): string {
    const node = this.#settings.get(name, true);
    const offset = isScalar(node) || isMap(node) ? node.range?.[0] : undefined;
    return `${this.#file}:${offset === undefined ? this.#lines.first : this.#lines.at(offset)}`;
  }

  /** A setting as text; undefined if the target does not have it. Throws UsageError for a missing variable. */
  get(name: string): string | undefined {
    const value: unknown = this.#settings.get(name);
    if (value === undefined || value === null) return undefined;
    if (isMap(value)) throw this.wrong(name, "It takes one value, not a list.");
    return this.#rendered(name, String(value));
  }

  /** A setting that the target must have. */
  demand(name: string): string {
    const value = this.get(name);
    if (value !== undefined && value !== "") return value;
    throw this.wrong(name, "The target lacks it.");
  }

  /** A setting with nested settings. */
  map(name: string): Readonly<Record<string, string>> {
    const value: unknown = this.#settings.get(name);
    if (!isMap(value)) return {};
    const pairs = value.items.map(({ key, value: each }) => {
      const text = isScalar(each) ? String(each.value) : String(each);
      return [String(isScalar(key) ? key.value : key), this.#rendered(name, text)] as const;
    });
    return Object.fromEntries(pairs);
  }

  wrong(name: string, why: string): Error {
    return engineErrors.wrongSetting({ place: this.placeOf(name), name, why });
  }

  #rendered(name: string, setting: string): string {
    const found = rendered(setting, this.#env);
    if ("text" in found) return found.text;
    const place = this.placeOf(name);
    if ("missing" in found) throw engineErrors.missingVariable({ place, name: found.missing });
    throw this.wrong(name, `Of Jinja only {{ env_var('NAME') }} is supported, not ${found.beyond}`);
  }
}
