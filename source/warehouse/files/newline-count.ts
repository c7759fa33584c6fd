/** Counts the non-blank lines: the records of newline-delimited JSON. */
export class NewlineCount {
  #lines = 0;
  #isBlank = true;

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === 10) this.#endLine();
      else if (byte !== 13 && byte !== 32) this.#isBlank = false;
    }
  }

  end(): number {
    this.#endLine();
    return this.#lines;
  }

  #endLine(): void {
    if (!this.#isBlank) this.#lines += 1;
    this.#isBlank = true;
  }
}
