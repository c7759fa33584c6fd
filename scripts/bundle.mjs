// Bundles the program into dist/: one entry, and chunks that commands load only when they need them (screens, generator).
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

const dayMs = 24 * 60 * 60 * 1000;
const root = new URL("..", import.meta.url).pathname;

/**
 * Bundles source/start.ts into a folder of this checkout; native and large data packages stay in node_modules. A program that
 * runs from there goes on: each file appears whole, the entry last, and chunks of before stay for a day.
 */
export async function bundle(outdir = "dist", keepMs = dayMs) {
  const { outputFiles } = await build({
    write: false,
    absWorkingDir: root,
    entryPoints: { grounds: "source/start.ts" },
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22",
    jsx: "automatic",
    minifySyntax: true,
    legalComments: "none",
    logLevel: "warning",
    external: ["@duckdb/node-bindings", "@faker-js/faker", "react-devtools-core"],
    // Nothing here asks a network: to look for fetch alone would load Node's HTTP client at every launch.
    define: { "process.env.NODE_ENV": '"production"', fetch: "undefined", bundledCatalog: await catalogAsItIs() },
    plugins: [renderedProject],
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });
  const folder = join(root, outdir);
  await mkdir(folder, { recursive: true });
  for (const { path, contents } of outputFiles.sort((one, other) => isEntry(one) - isEntry(other))) {
    const draft = `${path}.${process.pid}.tmp`;
    await writeFile(draft, contents);
    await rename(draft, path);
  }
  await removeOld(folder, new Set(outputFiles.map(({ path }) => basename(path))), keepMs);
}

/** The catalog of the dbt project, read, with the hash of its text; none where this Node cannot run the sources. */
async function catalogAsItIs() {
  const file = join(root, "sql/models/gold/semantic_models.yml");
  const text = await readFile(file, "utf8");
  try {
    const { parseCatalog } = await import("../source/query/read-catalog.ts");
    const sha256 = createHash("sha256").update(text).digest("hex");
    return JSON.stringify({ sha256, catalog: parseCatalog(text, file) });
  } catch {
    return "undefined";
  }
}

/** Puts the dbt project in, rendered, in place of the module that has none; as it is where this Node cannot run the sources. */
const renderedProject = {
  name: "rendered-project",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]bundled-project\.ts$/ }, async () => {
      try {
        const { projectToBundle } = await import("../source/warehouse/project/compiled-project.ts");
        const { readProjectFiles } = await import("../source/warehouse/project/project-files.ts");
        const project = await projectToBundle(await readProjectFiles(join(root, "sql")));
        return { contents: `export const bundledProject = ${JSON.stringify(project)};`, loader: "js" };
      } catch {
        return undefined;
      }
    });
  },
};

function isEntry({ path }) {
  return Number(basename(path) === "grounds.js");
}

async function removeOld(folder, current, keepMs) {
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name));
    if (!current.has(name) && mtimeMs < Date.now() - keepMs) await rm(join(folder, name), { recursive: true });
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [, , outdir, pack] = process.argv;
  // A package holds no chunks of earlier bundles, however new.
  await bundle(outdir, pack === "--pack" ? 0 : dayMs);
}
