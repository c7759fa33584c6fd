import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { emptyStory } from "../../../source/analysis/story.ts";
import { openNotes } from "../../../source/commands/notes-file.ts";
import { keepViewsIn } from "../../../source/commands/saved-views.ts";
import { coreOf } from "../../../source/commands/session-core.ts";
import { writeSheet } from "../../../source/commands/write-sheet.ts";
import { tinySession } from "../../helpers/tiny-warehouse.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { raised, reportedOnTiny, type TriggersOf } from "./trigger.ts";

const sliceTo = (file: string) => reportedOnTiny("slice", "--by", "region", "--out", file);
const exportTo = (folder: string) => reportedOnTiny("export", "lookml", "--out", folder);

export const file: TriggersOf<"file"> = {
  noName: async () => sliceTo(`${await scratch()}/a\u0007.csv`),
  exists: async () => sliceTo(join(await scratch({ "a.csv": "mine" }), "a.csv")),
  async notPlain() {
    const link = join(await scratch(), "a.csv");
    await symlink("/dev/zero", link);
    return reportedOnTiny("slice", "--by", "region", "--overwrite", "--out", link);
  },
  unwritable: () => sliceTo("/nowhere/a.csv"),
  folderNotEmpty: async () => exportTo(await scratch({ "a.csv": "mine" })),
  notFolder: async () => exportTo(join(await scratch({ "a.csv": "mine" }), "a.csv")),
  noReportName: () => reportedOnTiny("investigate", "--report", "r.pdf"),
  async noFormat() {
    const session = await tinySession();
    const of = { kind: "pipeline", of: { kind: "quarantine" } } as const;
    try {
      return await raised(() => coreOf(session).exportView(of, "a.docx", false));
    } finally {
      await session.close();
    }
  },
  async notesUnreadable() {
    const folder = await scratch({ "w.notes.json": "a poem" });
    return raised(async () =>
      (await openNotes(join(folder, "w.duckdb"))).save("q", { ...emptyStory, seen: ["confirm"] }),
    );
  },
  async cellTooLong() {
    const sheet = { columns: [{ name: "note", unit: "text" as const }], rows: [["x".repeat(40_000)]] };
    const file = join(await scratch({}), "long.xlsx");
    return raised(() => writeSheet(sheet, file, "xlsx", { isOverwriting: false }));
  },
  async noView() {
    const folder = await scratch({ "mine.yml": "a poem" });
    return raised(() => keepViewsIn(folder).save({ name: "mine.yml", screen: "cohorts", state: "g1.x" }));
  },
};
