import { spawn } from "node:child_process";

type Env = Readonly<Record<string, string | undefined>>;

/** How a text got to the clipboard: through tmux, or by asking the terminal (OSC 52). */
export type CopyWay = "tmux" | "terminal";

/** Passes a text to another program's input; resolves to whether that program accepted it. */
export type Feed = (command: string, args: readonly string[], text: string) => Promise<boolean>;

/**
 * Copies a text. Inside tmux, `load-buffer -w` reaches the clipboard of the terminal outside even where tmux ignores OSC 52
 * from programs (`set-clipboard external`, its default). Without tmux, or with one older than 3.2, the terminal is asked.
 */
export async function copyText(
  text: string,
  write: (data: string) => void,
  env: Env = process.env,
  feed: Feed = feedProgram,
): Promise<CopyWay> {
  if (env.TMUX && (await feed("tmux", ["load-buffer", "-w", "-"], text))) return "tmux";
  write(clipboardCode(text, env));
  return "terminal";
}

/**
 * OSC 52 with the text in base64: the terminal puts it on the clipboard, over SSH too. Inside tmux and screen it is sent
 * twice, once wrapped to pass through to the terminal outside. The text is ours to encode, so no value from data can end
 * the sequence.
 */
export function clipboardCode(text: string, env: Env = {}): string {
  const code = `\u001b]52;c;${Buffer.from(text, "utf8").toString("base64")}\u0007`;
  if (env.TMUX) return `${code}\u001bPtmux;\u001b${code}\u001b\\`;
  if (env.STY) return code.replace(/[\s\S]{1,700}/g, (part) => `\u001bP${part}\u001b\\`);
  return code;
}

const feedLimitMs = 2000;

function feedProgram(command: string, args: readonly string[], text: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["pipe", "ignore", "ignore"], timeout: feedLimitMs });
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
    child.stdin.on("error", () => {});
    child.stdin.end(text);
  });
}
