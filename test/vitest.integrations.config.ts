import { mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** What `npm run integrations` runs: real systems, which start slowly and one after the other. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  {
    test: {
      include: ["test/integrations/**/*.test.ts"],
      testTimeout: 900_000,
      hookTimeout: 1_800_000,
      fileParallelism: false,
    },
  },
);
