import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UserError } from "../../source/errors.ts";
import { matchesWithin } from "../../source/warehouse/files/within-folder.ts";
import { findSource } from "../../source/warehouse/mapping/source.ts";
import { scratch, transactions, writeFiles } from "./support/scratch.ts";

const secret = "customer_id,transacted_at,net_revenue,secret_word\n";
const mapping = (file: string) => `version: 1
tables:
  transactions:
    files:
      - ${JSON.stringify(file)}
    columns: { customer_id: customer_id, transacted_at: transacted_at, net_revenue: net_revenue }
`;

/** A folder `offered` with a mapping of one file, beside a folder `private`. */
async function offered(file: (top: string) => string, more: (top: string) => Promise<void> = async () => {}) {
  const top = await scratch({
    "private/transactions.csv": secret,
    "offered/own/a.csv": transactions("c,2024-01-01,1"),
    "offered/own/b.csv": transactions("c,2024-01-02,1"),
  });
  await writeFiles(top, { "offered/grounds.yml": mapping(file(top)) });
  await more(top);
  return { folder: join(top, "offered"), mapping: join(top, "offered/grounds.yml") };
}

async function failureOf(folder: string, given?: string): Promise<UserError> {
  const failed = await findSource({ source: folder, mapping: given }).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failed instanceof UserError) return failed;
  throw failed ?? new Error("the source was accepted");
}

describe("files of a mapping found beside the source", () => {
  it.each<[string, (top: string) => string, ((top: string) => Promise<void>)?]>([
    ["one above", () => "../private/transactions.csv"],
    ["one above and below again", () => "own/../../private/transactions.csv"],
    ["an absolute path", (top) => `${top}/private/transactions.csv`],
    ["an absolute path of the folder itself", (top) => `${top}/offered/own/a.csv`],
    ["a pattern above", () => "../private/*.csv"],
    ["a pattern of the whole disk", () => "/**/*.csv"],
    ["a way up within braces", () => "{..,own}/private/*.csv"],
    [
      "a link to a file",
      () => "linked.csv",
      (top) => symlink("../private/transactions.csv", join(top, "offered/linked.csv")),
    ],
    [
      "a link to a folder",
      () => "linked/transactions.csv",
      (top) => symlink("../private", join(top, "offered/linked")),
    ],
    [
      "a link that a pattern finds",
      () => "l*.csv",
      (top) => symlink("../private/transactions.csv", join(top, "offered/linked.csv")),
    ],
    [
      "a link to a link",
      () => "own/second.csv",
      async (top) => {
        await symlink("../private/transactions.csv", join(top, "offered/first.csv"));
        await symlink("../first.csv", join(top, "offered/own/second.csv"));
      },
    ],
  ])("are within its folder, links resolved: %s", async (_, file, more) => {
    const { folder } = await offered(file, more);
    const error = await failureOf(folder);
    expect(["mapping.outside", "mapping.noFile"]).toContain(error.id);
    expect(error.why).toContain("grounds.yml:5");
    expect(`${error.message}${error.why}${error.next}`).not.toContain("secret_word");
  });

  it("are not looked for in folders that links lead to", async () => {
    const { folder } = await offered(
      () => "**/*.csv",
      (top) => symlink("/", join(top, "offered/all")),
    );
    const { tables } = await findSource({ source: folder });
    expect(tables.get("transactions")?.map((file) => file.name)).toEqual(["own/a.csv", "own/b.csv"]);
  });

  it("are read from anywhere once the user names the mapping", async () => {
    const { folder, mapping: file } = await offered(() => "../private/transactions.csv");
    const { tables } = await findSource({ source: folder, mapping: file });
    expect(tables.get("transactions")?.map((each) => each.path)).toEqual([join(folder, "../private/transactions.csv")]);
  });

  it("are refused if the mapping itself is a link to outside", async () => {
    const top = await scratch({
      "private/notes": "secret_word: 1\n",
      "offered/transactions.csv": transactions("c,2024-01-01,1"),
    });
    await symlink("../private/notes", join(top, "offered/grounds.yml"));
    const error = await failureOf(join(top, "offered"));
    expect(error.id).toBe("mapping.linkedOut");
    expect(`${error.message}${error.why}${error.next}`).not.toContain("secret_word");
  });

  it.each(["{a,b}".repeat(40), `{${"a,".repeat(200)}}`])("stand for a hundred patterns at most: %s", async (file) => {
    expect((await failureOf((await offered(() => `${file}.csv`)).folder)).id).toBe("mapping.tooWide");
  });
});

describe("files of a folder without a mapping", () => {
  it("are not read through links to outside", async () => {
    const top = await scratch({ "private/passwords": "root:secret_word\n" });
    await mkdir(join(top, "offered"));
    await symlink("../private/passwords", join(top, "offered/transactions.csv"));
    const error = await failureOf(join(top, "offered"));
    expect(error.id).toBe("source.linkedOut");
    expect(`${error.message}${error.why}${error.next}`).not.toContain("secret_word");
  });

  it("are read through a link within it, and if the folder itself is a link", async () => {
    const top = await scratch({ "real/parts/one.csv": transactions("c,2024-01-01,1") });
    await symlink("parts/one.csv", join(top, "real/transactions.csv"));
    await symlink("real", join(top, "link"));
    const { tables } = await findSource({ source: join(top, "link") });
    expect(tables.get("transactions")?.map((file) => file.name)).toEqual(["transactions.csv"]);
  });
});

describe("patterns of a mapping found beside the source", () => {
  it.each([
    ["*.csv", ["a.csv", "b.csv"]],
    ["?.csv", ["a.csv", "b.csv"]],
    ["[b-z].csv", ["b.csv"]],
    ["[!b].csv", ["a.csv"]],
    ["{a,c/d}.csv", ["a.csv", "c/d.csv"]],
    ["**/*.csv", ["a.csv", "b.csv", "c/d.csv", "c/e/f.csv"]],
    ["c/**", ["c/d.csv", "c/e/f.csv"]],
    ["*/*/f.*", ["c/e/f.csv"]],
    ["c", []],
    ["*a*a*", []],
    ["", []],
  ])("%s", async (pattern, expected) => {
    const files = Object.fromEntries(["a.csv", "b.csv", "c/d.csv", "c/e/f.csv", ".h.csv"].map((name) => [name, ""]));
    const folder = await scratch(files);
    expect(await matchesWithin(folder, pattern)).toEqual(expected.map((name) => join(folder, name)));
  });

  it("take no time that grows with the number of matches", async () => {
    const folder = await scratch({ [`${"a".repeat(250)}.csv`]: "" });
    const started = Date.now();
    expect(await matchesWithin(folder, `${"*a".repeat(120)}b.csv`)).toEqual([]);
    expect(Date.now() - started).toBeLessThan(1000);
  });
});
