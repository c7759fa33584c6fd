import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./support/program.ts";

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const locked: Readonly<Record<string, Locked>> = JSON.parse(
  readFileSync(join(root, "package-lock.json"), "utf8"),
).packages;

describe("what Grounds is built on", () => {
  it("is listed in docs/reliability.md, and nothing else", () => {
    const readme = readFileSync(join(root, "docs/reliability.md"), "utf8");
    const [, section = ""] = /\n## Dependencies\n([\s\S]*?)(?=\n## |$)/.exec(readme) ?? [];
    const listed = [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });

  it("is locked to versions and not to hosts", () => {
    const entries = Object.entries(locked).filter(([path]) => path !== "");
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(entries.filter(([, { version }]) => version === undefined)).toEqual([]);
  });

  it("is locked to hashes, except binaries of platforms other than the one the lock file was written on", () => {
    const without = Object.entries(locked).filter(([path, { integrity }]) => path !== "" && integrity === undefined);
    const binaries = /^node_modules\/(@duckdb\/node-bindings|@biomejs\/cli)-(android|darwin|linux|win32)-/;
    expect(without.filter(([path, { optional }]) => !optional || !binaries.test(path)).map(([path]) => path)).toEqual(
      [],
    );
    const here = `-${process.platform}-${process.arch}`;
    expect(without.filter(([path]) => path.endsWith(here)).map(([path]) => path)).toEqual([]);
  });

  it("names no host in the lock file, and has no npm settings in the checkout", () => {
    const text = readFileSync(join(root, "package-lock.json"), "utf8");
    const hosts = [...text.matchAll(/"(\w+)": "(?:[a-z+]+:\/\/|git@)([^/"]+)/g)].filter(([, key]) => key !== "url");
    expect(hosts.map(([whole]) => whole)).toEqual([]);
    expect(existsSync(join(root, ".npmrc"))).toBe(false);
  });

  it("is locked for every platform, otherwise npm ci rejects the lock file", () => {
    const missing = Object.values(locked)
      .flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
      .filter((name) => !(`node_modules/${name}` in locked));
    expect(missing).toEqual([]);
  });

  it("installs no optional peer", () => {
    const peers = Object.keys(manifest.peerDependencies);
    expect(peers.every((name) => manifest.peerDependenciesMeta[name]?.optional)).toBe(true);
    expect(peers.filter((name) => `node_modules/${name}` in locked)).toEqual([]);
  });

  it("runs no script of a package that users install", () => {
    const scripted = Object.entries(locked).filter(
      ([path, entry]) => path !== "" && entry.hasInstallScript && !entry.dev,
    );
    expect(scripted.map(([path]) => path)).toEqual([]);
  });
});
