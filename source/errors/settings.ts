import { section, usage } from "./entry.ts";

const example = 'Write for example "theme: light", or below "keys:" the line "  quit: [Q]".';

/** A config file that cannot be understood; `place` is FILE:LINE. */
export const settingsErrors = section("settings", {
  unreadable: usage(({ file, why }: { file: string; why: string }) => ({
    what: `${file} cannot be read`,
    why,
    next: "Correct the path or the file's permissions, or go without it.",
  })),
  noYaml: usage(({ file, line, why }: { file: string; line: number; why: string }) => ({
    what: `${file}:${line}: this is not YAML`,
    why,
    next: `Correct line ${line}.`,
  })),
  notPairs: usage(({ place, pairs }: { place: string; pairs: string }) => ({
    what: `${place}: ${pairs}`,
    why: "There is something else in that line.",
    next: example,
  })),
  unknownSetting: usage(
    ({ place, name, known, near }: { place: string; name: string; known: readonly string[]; near: string }) => ({
      what: `${place}: there is no setting "${name}"`,
      why: `The settings are ${known.join(", ")}.`,
      next: `${near}${example}`,
    }),
  ),
  noTheme: usage(({ place, given, themes }: { place: string; given: string; themes: readonly string[] }) => ({
    what: `${place}: theme cannot be "${given}"`,
    why: `It is one of: ${themes.join(", ")}.`,
    next: "Write for example theme: dark.",
  })),
  noSwitch: usage(({ place, name, given }: { place: string; name: string; given: string }) => ({
    what: `${place}: ${name} cannot be "${given}"`,
    why: "It is true or false.",
    next: `Write ${name}: true.`,
  })),
  unknownAction: usage(({ place, name, next }: { place: string; name: string; next: string }) => ({
    what: `${place}: there is no action "${name}"`,
    why: "Only actions of the key table have keys.",
    next,
  })),
  countKey: usage(({ place, action, key }: { place: string; action: string; key: string }) => ({
    what: `${place}: ${action}: ${key} begins a count`,
    why: "4 to 9 are digits of counts, as in 5j.",
    next: "Choose another key.",
  })),
  unknownKey: usage(
    ({ place, action, key, names }: { place: string; action: string; key: string; names: readonly string[] }) => ({
      what: `${place}: ${action}: there is no key "${key}"`,
      why: "No terminal would send it.",
      next: `A key is one character, ctrl- and a letter, or one of: ${names.join(", ")}.`,
    }),
  ),
  keyTaken: usage((clash: { place?: string; action?: string; key: string; one: string; other: string }) => ({
    what:
      clash.place === undefined
        ? `The key ${clash.key} is given to two actions`
        : `${clash.place}: ${clash.action}: the key ${clash.key} is given to two actions`,
    why: `Both ${clash.one} and ${clash.other} would answer it on the same screen.`,
    next: "Give one of them another key.",
  })),
});
