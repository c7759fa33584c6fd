import { inject } from "vitest";

// Test files follow one another in a process: what one says of the data folder is not for the next.
process.env.GROUNDS_DATA = inject("dataFolder");
