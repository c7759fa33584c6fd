import { existsSync, readdirSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { stringify } from "yaml";
import * as z from "zod";
import { parseLimitedYaml, plainValues } from "../domain/limited-yaml.ts";
import { decodeState, encodeState, savedState } from "../domain/saved-state.ts";
import type { SavedView } from "../domain/saved-view.ts";
import { fileErrors } from "../errors/file.ts";
import { writeNewFile } from "../export/write-file.ts";
import { keptBytes, readSmallFile } from "../small-file.ts";
import type { ViewKeeper } from "../ui/state/core.ts";

const savedFile = z.strictObject({ name: z.string().min(1), state: savedState });

const heading = '# A view that Grounds saved. "V" lists and opens the views of this folder.\n';

/** A view and its file. */
interface Kept {
  readonly file: string;
  readonly view: SavedView;
}

/** The folder of named views next to a warehouse: a build replaces the warehouse, never this folder. */
export function viewsFolderOf(warehouse: string): string {
  return join(dirname(warehouse), `${basename(warehouse).replace(/\.duckdb$/, "")}.views`);
}

/**
 * Named views, one YAML file each, so that they can be read, committed and mailed. Each change reads the folder again, so
 * that two programs do not lose each other's views. A file that cannot be read is listed with its problem and never
 * replaced: saving under its name throws UserError.
 */
export function keepViewsIn(folder: string): ViewKeeper {
  const all = () => readViews(folder).map(({ view }) => view);
  return {
    all: all(),
    async save(view) {
      await mkdir(folder, { recursive: true });
      const file = fileFor(folder, view.name);
      await writeNewFile(file, heading + stringify({ name: view.name, state: decodeState(view.state) }), true);
      return all();
    },
    async remove(name) {
      for (const { file, view } of readViews(folder)) if (view.name === name) await rm(file);
      return all();
    },
  };
}

/** In the order of their names. */
function readViews(folder: string): readonly Kept[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  const kept = files.map((name) => ({ file: join(folder, name), view: readView(join(folder, name)) }));
  return kept.sort((one, other) => (one.view.name < other.view.name ? -1 : 1));
}

function readView(file: string): SavedView {
  try {
    const { name, state } = savedFile.parse(plainValues(parseLimitedYaml(readSmallFile(file, keptBytes))));
    return { name, screen: state.screen, state: encodeState(state) };
  } catch {
    const problem = "this file holds no view, or one of another version";
    return { name: basename(file), screen: "", state: "", problem };
  }
}

/** The file of the view of this name, otherwise a free one named after it; throws UserError if another file is in its place. */
function fileFor(folder: string, name: string): string {
  const kept = readViews(folder);
  const found = kept.find(({ view }) => view.name === name);
  if (found?.view.problem !== undefined) throw fileErrors.noView({ file: found.file });
  if (found !== undefined) return found.file;
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 60);
  const taken = new Set(kept.map(({ file }) => basename(file)));
  for (let number = 1; ; number += 1) {
    const file = `${plain || "view"}${number === 1 ? "" : `-${number}`}.yml`;
    if (!taken.has(file)) return join(folder, file);
  }
}
