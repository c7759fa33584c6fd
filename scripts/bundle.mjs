// Bundles the program into dist/: one entry, and chunks that commands load only when they need them (screens, generator).
import { rm } from "node:fs/promises";
import { build } from "esbuild";

const root = new URL("..", import.meta.url).pathname;

/** Bundles source/main.ts into a folder of this checkout; native and large data packages stay in node_modules. */
export async function bundle(outdir = "dist") {
  await rm(`${root}${outdir}`, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: { grounds: "source/main.ts" },
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
    external: ["@duckdb/node-api", "@faker-js/faker", "react-devtools-core"],
    define: { "process.env.NODE_ENV": '"production"' },
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) await bundle(process.argv[2]);
