import { describe, expect, it } from "vitest";
import { clipboardCode, copyText } from "../../source/ui/store/clipboard.ts";

const plain = "\u001b]52;c;eA==\u0007";

async function copied(env: Record<string, string>, takes: boolean) {
  const fed: string[] = [];
  let written = "";
  const way = await copyText(
    "x",
    (data) => (written += data),
    env,
    async (command, args, text) => {
      fed.push([command, ...args, text].join(" "));
      return takes;
    },
  );
  return { way, fed, written };
}

describe("copying", () => {
  it("asks the terminal, and once more wrapped for screen", async () => {
    expect(clipboardCode("x")).toBe(plain);
    expect(clipboardCode("x", { STY: "1.pts" })).toBe(`\u001bP${plain}\u001b\\`);
    expect(await copied({}, true)).toEqual({ way: "terminal", fed: [], written: plain });
  });

  it("goes through tmux inside it, and bypasses a tmux that does not accept it", async () => {
    const env = { TMUX: "/tmp/tmux" };
    expect(await copied(env, true)).toEqual({ way: "tmux", fed: ["tmux load-buffer -w - x"], written: "" });
    const refused = await copied(env, false);
    expect(refused.way).toBe("terminal");
    expect(refused.written).toBe(`${plain}\u001bPtmux;\u001b${plain}\u001b\\`);
  });

  it("does not fail if tmux is not installed or its server is gone", async () => {
    let written = "";
    const way = await copyText("x", (data) => (written += data), { TMUX: "/nowhere,1,0" }, undefined);
    expect(["tmux", "terminal"]).toContain(way);
    expect(way === "tmux" ? written : written.length > 0).toBeTruthy();
  });
});
