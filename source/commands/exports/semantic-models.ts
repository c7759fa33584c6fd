import { join } from "node:path";
import { withoutSegments } from "../../domain/saved-segment.ts";
import { semanticModels } from "../../export/semantic-models/semantic-models.ts";
import { readSmallFile } from "../../small-file.ts";
import { openSession } from "../open-session.ts";
import { projectDir } from "../places.ts";
import type { Exporter } from "./exporter.ts";

/** dbt's semantic models with what the source adds to the catalog. */
export const semanticModelsExport: Exporter = {
  options: [],
  async write(args, streams) {
    const { catalog: whole, close } = await openSession(args, streams);
    const catalog = withoutSegments(whole);
    await close();
    const base = readSmallFile(join(projectDir(), "models", "gold", "semantic_models.yml"));
    return {
      texts: new Map([["semantic_models.yml", semanticModels(base, catalog)]]),
      leftOut: [],
      next: "Put it in place of models/gold/semantic_models.yml of the dbt project.",
    };
  },
};
