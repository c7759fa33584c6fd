/** A page of figures that a screen shows as a table: of a file next to the source, or of what moved. */
export type FilePage = "plan" | "plan_bridge" | "payback" | "watch" | "digest" | "events";
