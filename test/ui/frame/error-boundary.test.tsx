import { Text } from "ink";
import { render } from "ink-testing-library";
import type { ReactNode } from "react";
import { expect, it } from "vitest";
import { ErrorBoundary } from "../../../source/ui/frame/error-boundary.tsx";

function Screen({ fails }: { readonly fails: boolean }): ReactNode {
  if (fails) throw new TypeError("not a function");
  return <Text>the grid</Text>;
}

it("shows a panel instead of a screen that throws, writes the crash file once, and tries again after the next change", () => {
  const crashes: unknown[] = [];
  const app = (fails: boolean, version: number) => (
    <ErrorBoundary
      version={version}
      onCrash={(error) => {
        crashes.push(error);
        return "crash-1.txt";
      }}
      panel={(error, file) => <Text>{`${error.message}: ${file}`}</Text>}
    >
      <Screen fails={fails} />
    </ErrorBoundary>
  );
  const { rerender, lastFrame, unmount } = render(app(false, 1));
  expect(lastFrame()).toBe("the grid");
  rerender(app(true, 2));
  expect(lastFrame()).toBe("not a function: crash-1.txt");
  rerender(app(true, 2));
  expect(crashes).toHaveLength(1);
  rerender(app(true, 3));
  expect(crashes).toHaveLength(2);
  rerender(app(false, 4));
  expect(lastFrame()).toBe("the grid");
  unmount();
});
