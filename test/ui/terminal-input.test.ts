import { once } from "node:events";
import { createConnection, createServer, type Socket } from "node:net";
import fc from "fast-check";
import { render, Text } from "ink";
import { createElement, type ReactNode } from "react";
import { expect, it } from "vitest";
import type { MouseEvent } from "../../source/ui/input/mouse.ts";
import { terminalInput } from "../../source/ui/input/terminal-input.ts";
import { useKeymap } from "../../source/ui/input/use-keymap.ts";
import { Keyboard } from "../journeys/keyboard.ts";

/** What is read from an input whenever it has something, as Ink reads it. */
function readings(stdin: NodeJS.ReadStream): string[] {
  const read: string[] = [];
  stdin.addListener("readable", () => {
    for (let chunk = stdin.read(); chunk !== null; chunk = stdin.read()) if (chunk !== "") read.push(String(chunk));
  });
  return read;
}

function onKeyboard(onMouse?: (event: MouseEvent) => void) {
  const keyboard = new Keyboard();
  return { keyboard, read: readings(terminalInput(keyboard as unknown as NodeJS.ReadStream, onMouse)) };
}

it("passes on every key's sequence whole, wherever a burst is cut", async () => {
  const key = fc.constantFrom("j", "é", "\r", "\u001b[B", "\u001b[1;5C", "\u001bOP", "\u001b[24;2~", "\u001b[<0;12;7M");
  const cut = fc.infiniteStream(fc.integer({ min: 1, max: 7 }));
  await fc.assert(
    fc.asyncProperty(fc.array(key, { minLength: 1, maxLength: 30 }), cut, async (keys, lengths) => {
      const { keyboard, read } = onKeyboard();
      const text = keys.join("");
      for (let at = 0; at < text.length; ) {
        const end = at + (lengths.next().value ?? 1);
        keyboard.send(text.slice(at, end));
        at = end;
      }
      expect(read.join("")).toBe(text);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal sends
      for (const part of read) expect(part).not.toMatch(/\u001b(\[[<\d;]*|O)?$/);
    }),
  );
});

it("does not take a cut arrow key for Esc and letters while the screen is busy", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const socket = createConnection(typeof address === "object" ? (address?.port ?? 0) : 0, "127.0.0.1");
  const [terminal] = (await once(server, "connection")) as [Socket];
  try {
    const read = readings(terminalInput(socket as unknown as NodeJS.ReadStream));
    socket.on("readable", () => {
      if (read.join("") !== "j") return;
      // The rest is there while a frame is being drawn, but not read: the timer ends first.
      terminal.write("[Bk");
      for (const until = performance.now() + 60; performance.now() < until; );
    });
    terminal.write("j\u001b");
    await expect.poll(() => read.join(""), { timeout: 10_000 }).toBe("j\u001b[Bk");
  } finally {
    socket.destroy();
    terminal.destroy();
    server.close();
  }
});

it("keeps a mouse report from the keys, cut or not", () => {
  const events: MouseEvent[] = [];
  const { keyboard, read } = onKeyboard((event) => events.push(event));
  for (const part of ["j\u001b[<0;1", "2;7Mk", "\u001b[<64;1;1M"]) keyboard.send(part);
  expect(read).toEqual(["j", "k"]);
  expect(events).toEqual([
    { kind: "click", x: 11, y: 6 },
    { kind: "wheel_up", x: 0, y: 0 },
  ]);
});

function Screen({ pressed }: { readonly pressed: string[] }): ReactNode {
  useKeymap(
    (keys) => pressed.push(...keys),
    () => {},
  );
  return createElement(Text, {}, "screen");
}

it("hears Esc pressed once and twice, and a character after it as its own", async () => {
  const pressed: string[] = [];
  const keyboard = new Keyboard();
  const stdin = terminalInput(keyboard as unknown as NodeJS.ReadStream);
  const stdout = Object.assign(new Keyboard(), {
    columns: 80,
    rows: 24,
    write: (_: string, done?: () => void) => done?.(),
  });
  const instance = render(createElement(Screen, { pressed }), {
    stdin,
    stdout: stdout as unknown as NodeJS.WriteStream,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
    debug: true,
  });
  await instance.waitUntilRenderFlush();
  const heard = (...keys: readonly string[]) => expect.poll(() => pressed, { timeout: 10_000 }).toEqual(keys);
  keyboard.send("\u001b");
  await heard("escape");
  keyboard.send("\u001b\u001b");
  await heard("escape", "escape", "escape");
  keyboard.send("j");
  await heard("escape", "escape", "escape", "j");
  instance.unmount();
});
