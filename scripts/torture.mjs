// Runs the torture harness on the Node that the checkout pins: npm run torture -- [ROW…] [--seed N] [--minutes N] [--short] [--record]
import "../test/torture/torture.ts";
