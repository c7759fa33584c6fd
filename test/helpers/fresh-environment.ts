import { inject } from "vitest";

// Test files run one after another in a process: the data folder that one sets must not affect the next.
process.env.GROUNDS_DATA = inject("dataFolder");
