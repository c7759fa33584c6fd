import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keepFreedMemoryAtHand, returnFreedMemory } from "../../source/warehouse/database/allocator.ts";
import { root } from "../helpers/places.ts";

const choices = { keepFreedMemoryAtHand, returnFreedMemory };

/** The allocator's settings, as it reports them when a process that set them loads DuckDB. */
function allocatorReport(choice: keyof typeof choices): string {
  const script = `
    import { ${choice} } from ${JSON.stringify(join(root, "source/warehouse/database/allocator.ts"))};
    ${choice}();
    process.env.DUCKDB_JE_MALLOC_CONF += ",confirm_conf:true";
    await import("@duckdb/node-api");
  `;
  const { DUCKDB_JE_MALLOC_CONF: _, ...env } = process.env;
  const words = ["--input-type=module", "--eval", `${script}`];
  return execFileSync("sh", ["-c", '"$0" "$@" 2>&1', process.execPath, ...words], { cwd: root, env, encoding: "utf8" });
}

/** The settings in force when the bundled program loads DuckDB for a build. */
function settingsOfBuild(): string | undefined {
  const hook = `const load = process.dlopen; process.dlopen = function (...given) {
    if (String(given[1]).includes("duckdb")) console.error("loaded with " + process.env.DUCKDB_JE_MALLOC_CONF);
    return load.apply(this, given);
  };`;
  const { DUCKDB_JE_MALLOC_CONF: _, ...env } = process.env;
  const preload = ["--import", `data:text/javascript,${encodeURIComponent(hook)}`];
  const words = ["dist/grounds.js", "build", "--memory", "--source", "test/fixtures/tiny"];
  const { stderr } = spawnSync(process.execPath, [...preload, ...words], { cwd: root, env, encoding: "utf8" });
  return /loaded with (.*)/.exec(stderr)?.[1];
}

describe("DuckDB's allocator", () => {
  it("has its settings before a build loads it", () => {
    expect(settingsOfBuild()).toBe("tcache_max:1048576,muzzy_decay_ms:30000");
  });

  it.runIf(process.platform === "linux").each([
    ["keepFreedMemoryAtHand", ["tcache_max:1048576", "muzzy_decay_ms:30000"]],
    ["returnFreedMemory", ["dirty_decay_ms:0", "muzzy_decay_ms:0"]],
  ] as const)("takes every setting of %s", (choice, settings) => {
    const report = allocatorReport(choice);
    for (const setting of settings) expect(report).toContain(`Set conf value: ${setting}`);
    expect(report).not.toMatch(/invalid|unsupported/i);
  });

  it.each(Object.entries(choices))("stays as the user set it: %s", (_, choose) => {
    const env = { DUCKDB_JE_MALLOC_CONF: "narenas:1" };
    choose(env);
    expect(env.DUCKDB_JE_MALLOC_CONF).toBe("narenas:1");
  });
});
