import { mergeConfig } from "vitest/config";
import { ownCommand, slowTests } from "./slow-tests.ts";
import base from "./vitest.config.ts";

/** What `npm test` runs. */
export default mergeConfig(base, { test: { exclude: [...slowTests, ...ownCommand] } });
