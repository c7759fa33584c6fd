/** A file of figures beside the source that a screen shows beside what came of it. */
export type FilePage = "plan" | "payback";
