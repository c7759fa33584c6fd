import headless from "@xterm/headless";

/** What a terminal shows for the bytes it gets, and which sequences it received. */
export class Screen {
  readonly terminal: headless.Terminal;
  /** Operating system commands, such as `52;c;…`. */
  readonly commands: string[] = [];
  /** When bytes last arrived. */
  lastAt = Date.now();
  bytes = 0;
  /** The newest 200 kB, to see what went wrong. */
  #tail = Buffer.alloc(0);
  #drawing: Promise<void> = Promise.resolve();

  constructor(columns: number, rows: number) {
    this.terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
    for (const id of [0, 1, 2, 4, 7, 8, 9, 10, 11, 50, 52, 777, 1337]) {
      this.terminal.parser.registerOscHandler(id, (data) => {
        this.commands.push(`${id};${data}`);
        return true;
      });
    }
    this.terminal.parser.registerDcsHandler({ final: "q" }, () => this.#met("device control"));
    this.terminal.onBell(() => this.#met("bell"));
    this.terminal.onTitleChange(() => this.#met("title"));
  }

  #met(what: string): boolean {
    this.commands.push(what);
    return true;
  }

  take(bytes: Uint8Array): void {
    this.lastAt = Date.now();
    this.bytes += bytes.length;
    this.#tail = Buffer.concat([this.#tail, bytes]).subarray(-200_000);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#drawing = Promise.all([this.#drawing, promise]).then(() => {});
    this.terminal.write(bytes, resolve);
  }

  drawn(): Promise<void> {
    return this.#drawing;
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#drawing;
    this.terminal.resize(columns, rows);
  }

  /** The rows in view, without trailing blanks, whether written or not. */
  lines(): readonly string[] {
    const { active } = this.terminal.buffer;
    return Array.from({ length: this.terminal.rows }, (_, row) =>
      (active.getLine(active.viewportY + row)?.translateToString(true) ?? "").replace(/ +$/, ""),
    );
  }

  text(): string {
    return this.lines().join("\n");
  }

  raw(): string {
    return this.#tail.toString("utf8");
  }

  isAlternate(): boolean {
    return this.terminal.buffer.active.type === "alternate";
  }

  /** Whether the frame being written has not ended yet: a terminal that synchronizes its output still shows the one before. */
  isInFrame(): boolean {
    return this.terminal.modes.synchronizedOutputMode;
  }

  /** Modes that a program must have undone before it ends. */
  leftOn(): readonly string[] {
    const { modes } = this.terminal;
    const raw = this.raw();
    const isHidden = raw.lastIndexOf("\u001b[?25l") > raw.lastIndexOf("\u001b[?25h");
    return [
      this.isAlternate() && "alternate screen",
      isHidden && "hidden cursor",
      modes.bracketedPasteMode && "bracketed paste",
      modes.mouseTrackingMode !== "none" && "mouse",
      modes.applicationCursorKeysMode && "application cursor keys",
      modes.sendFocusMode && "focus events",
    ].filter((each) => each !== false);
  }

  dispose(): void {
    this.terminal.dispose();
  }
}
