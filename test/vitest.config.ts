import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

/** No test touches the data folder of the checkout. */
const dataFolder = mkdtempSync(join(tmpdir(), "grounds-tests-"));

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  // Users run production React, which lacks the development form of JSX.
  oxc: { jsx: { runtime: "automatic", development: false } },
  test: {
    globalSetup: ["test/helpers/shared-fixtures.ts"],
    setupFiles: ["test/helpers/fresh-environment.ts"],
    // Modules have no state, so test files can share them: loading Ink, React and DuckDB for each took a tenth of the time.
    isolate: false,
    provide: { dataFolder },
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: [...configDefaults.exclude, "test/integrations/**"],
    env: { NODE_ENV: "production", TZ: "UTC", GROUNDS_DATA: dataFolder },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
