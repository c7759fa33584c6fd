/** A file of figures next to the source that a screen shows beside the actual figures. */
export type FilePage = "plan" | "payback";
