import { section, usage } from "./entry.ts";
import { yamlListErrors } from "./yaml-list.ts";

/** A watch file that cannot be understood. */
export const watchErrors = section("watch", {
  nothingToWatch: usage(() => ({
    what: "There is nothing to watch",
    why: "Neither a file of conditions nor a digest was asked for.",
    next: "Name a YAML file with a list of questions, or write a digest: --report digest.md",
  })),
  ...yamlListErrors({
    next: "Name a YAML file with a list of questions to watch.",
    example:
      'An entry has name, ask (slice, cohorts or investigate), with (its options) and fail_if ("net_revenue < -10%").',
  }),
});
