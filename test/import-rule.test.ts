import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const source = resolve(import.meta.dirname, "../source");

/** The layers of the screens, lowest first: each may import those before it. */
const roomsOfScreens = [
  "theme",
  "widgets",
  "state",
  "input",
  "overlays",
  "questions",
  "screens",
  "store",
  "speech",
  "frame",
  "hooks",
].map((name) => `ui/${name}`);

/** Which of our folders each folder may import, besides itself. */
const allowed: Record<string, readonly string[]> = {
  errors: ["errors.ts"],
  domain: ["errors.ts", "errors"],
  generate: ["domain", "errors.ts", "errors", "package-root.ts", "small-file.ts"],
  warehouse: [
    "domain",
    "errors.ts",
    "package-root.ts",
    "errors",
    "small-file.ts",
    "special-file.ts",
    "system-failure.ts",
    "version.ts",
  ],
  ingest: ["errors.ts", "errors"],
  engine: ["domain", "errors.ts", "errors", "network.ts", "small-file.ts", "version.ts", "warehouse"],
  lake: ["domain", "errors.ts", "errors", "peer.ts", "special-file.ts", "system-failure.ts", "version.ts"],
  query: ["domain", "errors.ts", "errors", "engine"],
  analysis: ["domain", "errors.ts", "errors", "engine", "query"],
  export: ["domain", "errors.ts", "errors", "special-file.ts", "system-failure.ts", "query", "analysis", "version.ts"],
  activate: ["domain", "errors.ts", "errors", "network.ts", "query", "warehouse", "version.ts"],
  follow: ["domain", "errors.ts", "errors", "peer.ts", "query", "warehouse", "activate", "version.ts"],
  observe: ["domain", "errors.ts", "errors", "network.ts", "warehouse", "version.ts"],
  mcp: ["errors.ts", "errors"],
  ...Object.fromEntries(
    roomsOfScreens.map((room, index) => [
      room,
      ["domain", "errors.ts", "errors", "analysis", ...roomsOfScreens.slice(0, index)],
    ]),
  ),
  ui: ["domain", "errors.ts", ...roomsOfScreens],
  commands: [
    "domain",
    "errors.ts",
    "errors",
    "query",
    "analysis",
    "export",
    "generate",
    "warehouse",
    "engine",
    "lake",
    "activate",
    "follow",
    "observe",
    "ingest",
    "mcp",
    "version.ts",
    "package-root.ts",
    "action-log.ts",
    "data-dir.ts",
    "small-file.ts",
    "crash.ts",
    "system-failure.ts",
    "ui",
    "ui/state",
    "ui/input",
  ],
};

/** The only files that may import a package. */
const packages: Record<string, RegExp> = {
  "@duckdb/node-api": /^warehouse\/database\//,
  "@duckdb/node-bindings": /^warehouse\/database\/line-bytes\.ts$/,
  ink: /^ui\//,
  react: /^ui\//,
  "@faker-js/faker": /^generate\//,
  "cli-table3": /^(ui\/widgets\/|export\/text-table\.ts$)/,
  hucre: /^warehouse\/files\/workbook\.ts$/,
  yauzl: /^warehouse\/files\/zip\.ts$/,
  nunjucks: /^warehouse\/project\//,
  "@aws-sdk/client-s3": /^lake\//,
  "@platformatic/kafka": /^follow\//,
  "@modelcontextprotocol/server": /^mcp\//,
  "@modelcontextprotocol/server/stdio": /^mcp\//,
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isLazy: boolean;
  readonly isType: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(source, file), "utf8");
  const pattern =
    /(?:^|\n)(?:import|export)\s+(type\s)?[^;"]*?from\s*"([^"]+)"|(?:^|\n)import\s+"([^"]+)"|import\("([^"]+)"\)/g;
  return [...text.matchAll(pattern)].map(([, type, named, bare, lazy]) => ({
    from: file,
    to: named ?? bare ?? lazy ?? "",
    isLazy: lazy !== undefined,
    isType: type !== undefined,
  }));
}

function folderOf(file: string): string {
  const parts = file.split("/");
  const deep = parts.slice(0, 2).join("/");
  return parts.length > 1 ? (deep in allowed ? deep : (parts[0] ?? "")) : file;
}

function targetOf({ from, to }: Import): string {
  return relative(source, resolve(source, dirname(from), to));
}

describe("who may import whom", () => {
  it("lets every folder import only the folders below it", () => {
    const own = imports.filter(({ to }) => to.startsWith(".") && !to.endsWith(".json"));
    const broken = own.filter((entry) => {
      const [from, to] = [folderOf(entry.from), folderOf(targetOf(entry))];
      return from !== to && from in allowed && !allowed[from]?.includes(to);
    });
    expect(own.length).toBeGreaterThan(50);
    expect(broken.map((entry) => `${entry.from} -> ${entry.to}`)).toEqual([]);
  });

  it("lets only its owner import each heavy package", () => {
    const broken = imports.filter(({ from, to }) => to in packages && !packages[to]?.test(from));
    expect(broken.map((entry) => `${entry.from} -> ${entry.to}`)).toEqual([]);
  });

  it("keeps components out of pure code", () => {
    const pure = /^ui\/(theme\/theme|state|input\/key|overlays|questions|store|speech\/(sentences|overlay))/;
    const broken = imports.filter(({ from, to, isType }) => pure.test(from) && /^(ink|react)$/.test(to) && !isType);
    expect(broken.map((entry) => `${entry.from} -> ${entry.to}`)).toEqual([]);
  });

  it("names a screen only in its own folder and in the registry", () => {
    const screens = readdirSync(join(source, "ui/screens"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .filter((name) => name !== "rows");
    expect(screens.length).toBeGreaterThan(4);
    // Core queries have their own names, some of which are those of screens; so have rows of a table.
    const isOfCore = (file: string) => /^ui\/state\/(core|core-query|data)\.ts$/.test(file);
    const others = files.filter((file) => file.startsWith("ui/") && !file.startsWith("ui/screens/") && !isOfCore(file));
    const named = others.flatMap((file) => {
      const text = readFileSync(join(source, file), "utf8");
      const names = screens.filter((name) =>
        new RegExp(`["'\`]${name}["'\`]|\\.(states|place)\\.${name}\\b`).test(text),
      );
      const imported = imports.filter(({ from, to }) => from === file && /screens\/[a-z]+\//.test(to));
      return [...names, ...imported.map(({ to }) => to)].map((name) => `${file}: ${name}`);
    });
    expect(named).toEqual([]);
  });

  it("keeps a screen from importing another screen", () => {
    const screens = imports.filter(({ from, to }) => from.startsWith("ui/screens/") && to.startsWith("."));
    const screenOf = (file: string) => file.split("/")[2]?.replace(/\.tsx?$/, "");
    const broken = screens.filter((entry) => {
      const target = targetOf(entry);
      const isInAScreen = target.split("/").length > 3 && target.startsWith("ui/screens/");
      const isRegistry = entry.from === "ui/screens/registry.ts";
      return isInAScreen && !isRegistry && screenOf(target) !== screenOf(entry.from);
    });
    expect(broken.map((entry) => `${entry.from} -> ${entry.to}`)).toEqual([]);
  });

  it("loads screens, generator and database only when a command needs them", () => {
    const eager = imports.filter(
      ({ from, to, isLazy, isType }) =>
        from.startsWith("commands/") && /\/(ui|generate|warehouse)\//.test(to) && !isLazy && !isType,
    );
    expect(eager.map((entry) => `${entry.from} -> ${entry.to}`)).toEqual([]);
  });

  it("has no cycles, including type imports", () => {
    const graph = Map.groupBy(
      imports.filter(({ to }) => to.startsWith(".") && !to.endsWith(".json")),
      ({ from }) => from,
    );
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === "open") cycles.push([...path, file].join(" -> "));
      if (state.has(file)) return;
      state.set(file, "open");
      for (const entry of graph.get(file) ?? []) visit(targetOf(entry), [...path, file]);
      state.set(file, "done");
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });
});
