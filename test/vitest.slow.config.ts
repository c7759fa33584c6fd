import { slowTests } from "./slow-tests.ts";
import base from "./vitest.config.ts";

/** What `npm run slow` runs. */
export default { ...base, test: { ...base.test, include: [...slowTests] } };
