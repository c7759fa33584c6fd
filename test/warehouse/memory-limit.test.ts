import { expect, it } from "vitest";
import { limitToLoad } from "../../source/warehouse/database/memory-limit.ts";

it.each([
  ["2GB", "384MB"],
  ["14463MiB", "384MB"],
  ["300MB", "300MB"],
  ["0.2 GiB", "0.2 GiB"],
  ["-1", "384MB"],
])("of a limit of %s, loading takes %s", (limit, taken) => {
  expect(limitToLoad(limit)).toBe(taken);
});
