import { withoutSegments } from "../../domain/saved-segment.ts";
import { lookmlProject } from "../../export/lookml/project.ts";
import { leftOut } from "../../export/lookml/views.ts";
import { openSession } from "../open-session.ts";
import type { Exporter } from "./exporter.ts";

export const lookml: Exporter = {
  options: [{ name: "connection", value: "NAME", description: "lookml: Looker's connection (default: warehouse)" }],
  async write(args, streams) {
    const { catalog: whole, dataSet, close } = await openSession(args, streams);
    const catalog = withoutSegments(whole);
    await close();
    const texts = lookmlProject(catalog, {
      connection: args.get("connection") ?? "warehouse",
      currency: dataSet.currency,
    });
    return { texts, leftOut: leftOut(catalog), next: "Copy it into a LookML project and name the connection." };
  },
};
