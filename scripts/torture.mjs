// Runs the torture harness on the Node pinned by the checkout: npm run torture -- [ROW…] [--seed N] [--minutes N] [--short] [--record]
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { transformSync } from "rolldown/utils";

// Node reads TypeScript but not JSX, which the key table of the screens imports.
registerHooks({
  load(url, context, next) {
    if (!url.endsWith(".tsx")) return next(url, context);
    const path = fileURLToPath(url);
    const { code } = transformSync(path, readFileSync(path, "utf8"), { jsx: { runtime: "automatic" } });
    return { format: "module", shortCircuit: true, source: code };
  },
});

await import("../test/torture/torture.ts");
