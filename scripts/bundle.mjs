// Bundles the program into dist/: one entry, a few files with what a launch loads, and chunks that commands load only when
// they need them (generator, exports).
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rolldown } from "rolldown";

const dayMs = 24 * 60 * 60 * 1000;
const root = new URL("..", import.meta.url).pathname;

/**
 * Bundles source/start.ts into a folder of this checkout; native and large data packages stay in node_modules. A program
 * running from there is not disturbed: each file appears complete, the entry last, and earlier chunks stay for a day.
 */
export async function bundle(outdir = "dist", keepMs = dayMs) {
  const built = await rolldown({
    cwd: root,
    input: { grounds: "source/start.ts" },
    platform: "node",
    preserveEntrySignatures: false,
    external: ["@duckdb/node-bindings", "@faker-js/faker", "react-devtools-core"],
    transform: {
      target: "node22",
      // Nothing here uses the network: merely looking for fetch would load Node's HTTP client at every launch.
      define: { "process.env.NODE_ENV": '"production"', fetch: "undefined", bundledCatalog: await parsedCatalog() },
    },
    plugins: [renderedProject],
    checks: { ineffectiveDynamicImport: false },
    logLevel: "warn",
  });
  const { output } = await built.generate({
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
    comments: { legal: false },
    codeSplitting: { includeDependenciesRecursively: false, groups: [{ debugName: "launch", name: launchChunk() }] },
  });
  await built.close();
  const folder = join(root, outdir);
  await mkdir(folder, { recursive: true });
  for (const { fileName, code } of output.toSorted((one, other) => one.isEntry - other.isEntry)) {
    const draft = join(folder, `${fileName}.${process.pid}.tmp`);
    await writeFile(draft, ascii(code));
    await rename(draft, join(folder, fileName));
  }
  await removeOld(folder, new Set(output.map(({ fileName }) => fileName)), keepMs);
}

/** With any other letter Node keeps a text in two bytes each, and converts all of it at every start. */
function ascii(code) {
  return code.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * The parts loaded at a start, each with what is not in those before it: every run, a question, a warehouse that is current,
 * widths of texts (asking Node how texts are segmented takes 35 ms), what reads YAML, a build, investigations, screens.
 */
const launchChunks = {
  program: ["source/cli.ts", "source/commands/open.ts"],
  answers: ["source/commands/slice.ts", "source/commands/cohorts.ts", "source/commands/rows.ts"],
  warehouse: ["source/warehouse/build/build.ts"],
  widths: ["source/domain/width.ts"],
  schemas: ["source/domain/saved-state.ts", "source/domain/limited-yaml.ts"],
  build: ["source/warehouse/build/build-from-source.ts", "source/warehouse/mapping/mapping.ts"],
  core: ["source/commands/session-core.ts", "source/commands/investigate.ts"],
  screens: ["source/commands/open-screens.ts", "source/ui/open-app.tsx"],
};

/** The chunk of a module that a launch loads: Node takes longer to find a hundred small files than to read five large ones. */
function launchChunk() {
  let chunks;
  return (id, modules) => {
    chunks ??= Object.entries(launchChunks).map(([name, paths]) => [name, reached(modules, paths)]);
    return chunks.find(([, ids]) => ids.has(id))?.[0] ?? null;
  };
}

/** These modules and those that they import, except dynamically. */
function reached(modules, paths) {
  const ids = new Set(paths.map((path) => join(root, path)));
  for (const id of ids) for (const next of modules.getModuleInfo(id)?.importedIds ?? []) ids.add(next);
  return ids;
}

/** The parsed catalog of the dbt project, with its text; none if this Node cannot run the sources. */
async function parsedCatalog() {
  const file = join(root, "sql/models/gold/semantic_models.yml");
  const text = await readFile(file, "utf8");
  try {
    const { parseCatalog } = await import("../source/query/parse-catalog.ts");
    return JSON.stringify({ text, catalog: parseCatalog(text, file) });
  } catch {
    return "undefined";
  }
}

/** Replaces the module without a project by the rendered dbt project; unchanged if this Node cannot run the sources. */
const renderedProject = {
  name: "rendered-project",
  load: {
    filter: { id: /[\\/]bundled-project\.ts$/ },
    async handler() {
      try {
        const { projectToBundle } = await import("../source/warehouse/project/compiled-project.ts");
        const { readProjectFiles } = await import("../source/warehouse/project/project-files.ts");
        const project = await projectToBundle(await readProjectFiles(join(root, "sql")));
        return { code: `export const bundledProject = ${JSON.stringify(project)};`, moduleType: "js" };
      } catch {
        return undefined;
      }
    },
  },
};

async function removeOld(folder, current, keepMs) {
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name));
    if (!current.has(name) && mtimeMs < Date.now() - keepMs) await rm(join(folder, name), { recursive: true });
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [, , outdir, pack] = process.argv;
  // A package contains no chunks of earlier bundles, however new.
  await bundle(outdir, pack === "--pack" ? 0 : dayMs);
}
