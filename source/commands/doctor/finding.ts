/** The result of one check. */
export interface Finding {
  readonly area:
    | "versions"
    | "terminal"
    | "target"
    | "warehouse"
    | "orphans"
    | "sources"
    | "disk"
    | "memory"
    | "permissions";
  readonly state: "well" | "note" | "wrong";
  readonly what: string;
  /** What to do about it; empty if all is well. */
  readonly fix: string;
}

export function well(area: Finding["area"], what: string): Finding {
  return { area, state: "well", what, fix: "" };
}

export function note(area: Finding["area"], what: string, fix: string): Finding {
  return { area, state: "note", what, fix };
}

export function wrong(area: Finding["area"], what: string, fix: string): Finding {
  return { area, state: "wrong", what, fix };
}
