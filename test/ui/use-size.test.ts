import { EventEmitter } from "node:events";
import { render, Text } from "ink";
import { createElement, type ReactNode } from "react";
import { expect, it } from "vitest";
import { useSize } from "../../source/ui/hooks/use-size.ts";
import { Keyboard, onTerminal } from "../journeys/keyboard.ts";

/** A terminal whose window is made larger at the very moment of the first drawing. */
class GrowingTerminal extends EventEmitter {
  readonly isTTY = true;
  columns = 80;
  rows = 24;

  write(data: string, done?: () => void): boolean {
    if (this.columns === 80 && data.includes("80x24")) {
      this.columns = 120;
      this.rows = 40;
      this.emit("resize");
    }
    done?.();
    return true;
  }
}

function Sized({ drawn }: { readonly drawn: string[] }): ReactNode {
  const { columns, rows } = useSize();
  drawn.push(`${columns}x${rows}`);
  return createElement(Text, {}, `${columns}x${rows}`);
}

it("draws for the size that a window took before resizes were heard", async () => {
  const drawn: string[] = [];
  const terminal = onTerminal(new Keyboard(), new GrowingTerminal());
  const instance = render(createElement(Sized, { drawn }), { ...terminal, debug: true });
  await expect.poll(() => drawn.at(-1), { timeout: 10_000 }).toBe("120x40");
  expect(drawn[0]).toBe("80x24");
  instance.unmount();
});
