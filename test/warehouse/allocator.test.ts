import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keepFreedMemoryAtHand } from "../../source/warehouse/allocator.ts";
import { root } from "../helpers/places.ts";

/** The allocator's settings, as it reports them when a process that set them loads DuckDB. */
function allocatorReport(): string {
  const script = `
    import { keepFreedMemoryAtHand } from ${JSON.stringify(join(root, "source/warehouse/allocator.ts"))};
    keepFreedMemoryAtHand();
    process.env.DUCKDB_JE_MALLOC_CONF += ",confirm_conf:true";
    await import("@duckdb/node-api");
  `;
  const { DUCKDB_JE_MALLOC_CONF: _, ...env } = process.env;
  const words = ["--input-type=module", "--eval", `${script}`];
  return execFileSync("sh", ["-c", '"$0" "$@" 2>&1', process.execPath, ...words], { cwd: root, env, encoding: "utf8" });
}

describe("the allocator of a build", () => {
  it.runIf(process.platform === "linux")("hears what is asked for, and knows each word of it", () => {
    const report = allocatorReport();
    expect(report).toContain("Set conf value: tcache_max:1048576");
    expect(report).toContain("Set conf value: muzzy_decay_ms:30000");
    expect(report).not.toMatch(/invalid|unsupported/i);
  });

  it("stays as the user set it", () => {
    const env = { DUCKDB_JE_MALLOC_CONF: "muzzy_decay_ms:0" };
    keepFreedMemoryAtHand(env);
    expect(env.DUCKDB_JE_MALLOC_CONF).toBe("muzzy_decay_ms:0");
  });
});
