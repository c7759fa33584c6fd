const [quote, backslash, comma, open, close, openList, closeList] = [...'"\\,{}[]'].map((sign) => sign.charCodeAt(0));

/**
 * Counts the records of a JSON file byte by byte, independently of the reader: the elements of its outermost array, or the
 * successive values if there is none.
 */
export class JsonCount {
  #count = 0;
  #depth = 0;
  /** The depth at which records start; known from the first character on. */
  #base: number | undefined;
  #isInText = false;
  #isEscaped = false;
  #isInValue = false;

  push(piece: Buffer): void {
    let at = 0;
    while (at < piece.length) {
      if (this.#isInText) at = this.#skipText(piece, at);
      else this.#pushSign(piece[at++] ?? 0);
    }
  }

  end(): number {
    return this.#count;
  }

  /** To the end of the text, or of the piece; most of a file is text, so this takes most of the time. */
  #skipText(piece: Buffer, from: number): number {
    let at = this.#isEscaped ? from + 1 : from;
    this.#isEscaped = false;
    for (; at < piece.length; at++) {
      const byte = piece[at];
      if (byte === backslash) at += 1;
      else if (byte === quote) {
        this.#isInText = false;
        return at + 1;
      }
    }
    this.#isEscaped = at > piece.length;
    return piece.length;
  }

  #pushSign(byte: number): void {
    const isBlank = byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0xef || byte === 0xbb || byte === 0xbf;
    if (this.#base === undefined && !isBlank) {
      this.#base = byte === openList ? 1 : 0;
      if (byte === openList) {
        this.#depth = 1;
        return;
      }
    }
    if (this.#depth === this.#base) this.#pushAtBase(byte, isBlank);
    if (byte === quote) this.#isInText = true;
    else if (byte === open || byte === openList) this.#depth += 1;
    else if (byte === close || byte === closeList) this.#closeOne();
  }

  #pushAtBase(byte: number, isBlank: boolean): void {
    if (isBlank || byte === comma || byte === closeList) this.#isInValue = false;
    else if (!this.#isInValue) {
      this.#count += 1;
      this.#isInValue = true;
    }
  }

  #closeOne(): void {
    this.#depth -= 1;
    if (this.#depth === this.#base) this.#isInValue = false;
  }
}
