/** Calendar days, both ends included, as `YYYY-MM-DD` in UTC. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export type Grain = "week" | "month" | "quarter" | "year";
