import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Catalog } from "../domain/catalog.ts";

/** Reads the catalog from `models/gold/semantic_models.yml` of the dbt project; throws UserError naming the field at fault. */
export async function readCatalog(projectDir: string): Promise<Catalog> {
  const file = join(projectDir, "models", "gold", "semantic_models.yml");
  const text = await readFile(file, "utf8");
  return bundled(text) ?? (await import("./parse-catalog.ts")).parseCatalog(text, file);
}

/** Set by the bundler: a catalog parsed at build time and its text, since reading its YAML takes a tenth of a launch. */
declare const bundledCatalog: { readonly text: string; readonly catalog: Catalog };

function bundled(text: string): Catalog | undefined {
  const known = typeof bundledCatalog === "undefined" ? undefined : bundledCatalog;
  return known?.text === text ? known.catalog : undefined;
}
