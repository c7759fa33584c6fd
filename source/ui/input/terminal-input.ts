import { type MouseEvent, takeMouse } from "./mouse.ts";

/** What may be the beginning of a key's sequence: Esc, or the start of a control sequence without its last character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal sends
const unfinished = /\u001b+(?:\[[<?\d;]*|O)?$/;
const esc = "\u001b";

/** Esc in its unambiguous form (kitty), so that Ink does not wait for more once this input has. */
const wholeEscape = "\u001b[27u";

/** How long the rest of a sequence may take; then Esc was a key of its own. */
const longestMs = 20;

/**
 * A terminal's input for Ink: a key's sequence is passed on whole, even if a burst of keys was cut inside it. Ink waits for
 * the rest by a timer alone; on a busy screen that timer ends before what has arrived is read, and an arrow key would become
 * Esc and letters. Mouse reports go to the listener, if there is one, and are no keys.
 */
export function terminalInput(stdin: NodeJS.ReadStream, onMouse?: (event: MouseEvent) => void): NodeJS.ReadStream {
  let held = "";
  let due = "";
  let cancel = () => {};
  /** The time is up: one look at what has arrived meanwhile, then the beginning is a key. */
  const wait = () => {
    const timer = setTimeout(() => {
      const turn = setImmediate(() => {
        due = held.endsWith(esc) ? wholeEscape.repeat(held.length) : held;
        held = "";
        stdin.emit("readable");
      });
      cancel = () => clearImmediate(turn);
    }, longestMs);
    cancel = () => clearTimeout(timer);
  };
  const read = (): string | null => {
    const chunk: unknown = stdin.read();
    if (chunk === null) {
      const released = due;
      due = "";
      return released === "" ? null : released;
    }
    cancel();
    const text = due + held + String(chunk);
    due = "";
    held = unfinished.exec(text)?.[0] ?? "";
    if (held !== "") wait();
    const whole = text.slice(0, text.length - held.length);
    if (onMouse === undefined) return whole;
    const { keys, events } = takeMouse(whole);
    for (const event of events) onMouse(event);
    return keys;
  };
  return new Proxy(stdin, {
    get(target, name) {
      if (name === "read") return read;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
