import { filePageScreen } from "../file-page.ts";

/** What moved beyond chance, and the conditions that are watched. */
export const watch = filePageScreen({
  id: "watch",
  title: "Watch",
  about:
    "What moved beyond chance among all measures of the first month, the most certain first; v: the conditions in watch.yml beside the source.",
  pages: [
    { of: "digest", name: "what moved", row: "figure", exportsTo: "what-moved.csv" },
    {
      ...{ of: "watch", name: "watch.yml", row: "question", exportsTo: "watch.csv" },
      form: {
        file: "watch.yml",
        says: "A file of conditions lists questions and what their answers must not be",
        example: [
          "watch:",
          "  - name: First-month value",
          "    ask: cohorts # slice, cohorts or investigate",
          "    with: { rows: quarter, compare: year } # its options",
          "    fail_if: net_revenue_per_customer < -10%",
        ],
      },
    },
  ],
  jump: ["to_watch", ["M"], "Show what moved beyond chance, and the conditions watched"],
  alsoCalled: "digest alert monitor threshold anomaly significant change",
});
