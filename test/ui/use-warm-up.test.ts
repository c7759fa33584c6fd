import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { render, Text } from "ink";
import { createElement, type ReactNode } from "react";
import { expect, it } from "vitest";
import { useWarmUp } from "../../source/ui/hooks/use-warm-up.ts";
import { Keyboard, onTerminal } from "../journeys/keyboard.ts";

class Terminal extends EventEmitter {
  readonly isTTY = true;
  readonly columns = 80;
  readonly rows = 24;
  frames = 0;

  write(data: string, done?: () => void): boolean {
    this.frames += data.includes("figures") ? 1 : 0;
    done?.();
    return true;
  }
}

interface ShownProps {
  readonly frames: number;
  readonly isIdle: () => boolean;
  readonly onDraw: () => void;
}

function Shown({ frames, isIdle, onDraw }: ShownProps): ReactNode {
  useWarmUp({ isIdle }, frames);
  onDraw();
  return createElement(Text, {}, "figures");
}

/** A component whose drawings are counted, on a terminal that counts its frames. */
function shown(frames: number, isIdle: () => boolean) {
  const terminal = new Terminal();
  let drawn = 0;
  const onDraw = () => {
    drawn += 1;
  };
  const options = { ...onTerminal(new Keyboard(), terminal), alternateScreen: true, incrementalRendering: true };
  const { unmount } = render(createElement(Shown, { frames, isIdle, onDraw }), options);
  return { terminal, unmount, drawn: () => drawn };
}

it("draws again so many times once nothing is asked, and writes nothing", async () => {
  let isIdle = false;
  const { terminal, drawn, unmount } = shown(3, () => isIdle);
  await pause(150);
  expect(drawn()).toBe(1);
  isIdle = true;
  await expect.poll(drawn, { timeout: 10_000 }).toBe(4);
  await pause(150);
  expect(drawn()).toBe(4);
  expect(terminal.frames).toBe(1);
  unmount();
});

it("ends with the screens", async () => {
  const { drawn, unmount } = shown(100, () => true);
  await expect.poll(drawn, { timeout: 10_000 }).toBeGreaterThan(2);
  unmount();
  const before = drawn();
  await pause(150);
  expect(drawn()).toBe(before);
});
