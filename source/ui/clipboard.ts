type Env = Readonly<Record<string, string | undefined>>;

/**
 * OSC 52 with the text in base64: the terminal puts it on the clipboard, over SSH too. Inside of tmux and screen it is said
 * twice, once wrapped to pass through to the terminal outside. The text is ours to encode, so no value from data can end
 * the sequence.
 */
export function clipboardCode(text: string, env: Env = {}): string {
  const code = `\u001b]52;c;${Buffer.from(text, "utf8").toString("base64")}\u0007`;
  if (env.TMUX) return `${code}\u001bPtmux;\u001b${code}\u001b\\`;
  if (env.STY) return code.replace(/[\s\S]{1,700}/g, (part) => `\u001bP${part}\u001b\\`);
  return code;
}
