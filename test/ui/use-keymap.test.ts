import { EventEmitter } from "node:events";
import { render, Text } from "ink";
import { createElement, type ReactNode } from "react";
import { expect, it } from "vitest";
import { KeyTarget, useKeymap } from "../../source/ui/input/use-keymap.ts";
import { Keyboard, onTerminal } from "../journeys/keyboard.ts";

/** A terminal on which a key is typed at the very moment when a text is drawn. */
class EagerTerminal extends EventEmitter {
  readonly isTTY = true;
  readonly columns = 80;
  readonly rows = 24;
  #wanted: string | undefined;
  readonly #type: () => void;

  constructor(wanted: string, type: () => void) {
    super();
    this.#wanted = wanted;
    this.#type = type;
  }

  write(data: string, done?: () => void): boolean {
    if (this.#wanted !== undefined && data.includes(this.#wanted)) {
      this.#wanted = undefined;
      this.#type();
    }
    done?.();
    return true;
  }
}

function Screen({ name, pressed }: { readonly name: string; readonly pressed: string[] }): ReactNode {
  useKeymap(
    (keys) => pressed.push(...keys.map((key) => `${name} ${key}`)),
    () => {},
  );
  return createElement(Text, {}, name);
}

it("a key that arrives while a screen is being drawn is for that screen, not for the previous one", async () => {
  const pressed: string[] = [];
  const target = { current: () => {} };
  const shown = (name: string) =>
    createElement(KeyTarget, { value: target }, createElement(Screen, { key: name, name, pressed }));
  const stdin = new Keyboard();
  const stdout = new EagerTerminal("cohorts", () => stdin.send("q"));
  const instance = render(shown("build"), { ...onTerminal(stdin, stdout), debug: true });
  await instance.waitUntilRenderFlush();
  instance.rerender(shown("cohorts"));
  await instance.waitUntilRenderFlush();
  await new Promise((resolve) => setImmediate(resolve));
  instance.unmount();
  expect(pressed).toEqual(["cohorts q"]);
});
