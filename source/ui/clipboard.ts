/**
 * OSC 52 with the text in base64: the terminal puts it on the clipboard, over SSH too. The text is ours to encode, so no
 * value from data can end the sequence.
 */
export function clipboardCode(text: string): string {
  return `\u001b]52;c;${Buffer.from(text, "utf8").toString("base64")}\u0007`;
}
