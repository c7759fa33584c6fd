import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { lookmlProject } from "../../../source/export/lookml/project.ts";
import { semanticModels } from "../../../source/export/semantic-models/semantic-models.ts";
import { parseCatalog } from "../../../source/query/parse-catalog.ts";
import { projectDir } from "../../helpers/places.ts";
import { raised, reported, type TriggersOf } from "./trigger.ts";

export const exports: TriggersOf<"export"> = {
  noTool: () => reported("export", "tableau", "--out", "x"),
  noFolder: () => reported("export", "lookml"),
  badDagName: () => reported("export", "airflow", "--name", "every night", "--out", "x"),
  badSchedule: () => reported("export", "airflow", "--schedule", "every night", "--out", "x"),
  async nameTwice() {
    const file = join(projectDir, "models/gold/semantic_models.yml");
    const text = (await readFile(file, "utf8")).replace("name: bags, label", "name: bag_size, label");
    return raised(() => lookmlProject(parseCatalog(text, file), { connection: "w", currency: "USD" }));
  },
  async reservedInMetricFlow() {
    const text = await readFile(join(projectDir, "models/gold/semantic_models.yml"), "utf8");
    const catalog = parseCatalog(text, "semantic_models.yml");
    const own = catalog.dimensions.slice(0, 1).map((one) => ({ ...one, name: "metric_time", isOwn: true }));
    return raised(() => semanticModels(text, { ...catalog, dimensions: [...catalog.dimensions, ...own] }));
  },
  noBrokers: () => reported("export", "airflow", "--out", "/nowhere", "--follow", "orders"),
  badSend: () => reported("export", "airflow", "--out", "/nowhere", "--activate", "lapsed:mata"),
};
