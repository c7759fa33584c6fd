export type Layer = "raw" | "bronze" | "silver" | "gold" | "check" | "meta";

/** What a build reports while it runs; the build screen, `--json` and the tests consume the same events. */
export type BuildEvent =
  | {
      /** Another process is building this warehouse; this one waits for it, up to a limit. */
      readonly type: "waiting";
      readonly pid: number | undefined;
      readonly mostMs: number;
    }
  | {
      readonly type: "started";
      readonly source: string;
      readonly models: readonly PlannedStep[];
      /** What the user should know beforehand, such as that an unusable warehouse was set aside. */
      readonly notes?: readonly string[];
    }
  | { readonly type: "step"; readonly name: string; readonly layer: Layer; readonly state: "running" }
  | {
      readonly type: "step";
      readonly name: string;
      readonly layer: Layer;
      readonly state: "done";
      readonly rows: number;
      readonly ms: number;
    }
  | {
      readonly type: "step";
      readonly name: string;
      readonly layer: Layer;
      readonly state: "failed";
      readonly message: string;
      /** The position in the project's files, and its line with a caret below it. */
      readonly file?: string | undefined;
      readonly line?: number | undefined;
      readonly excerpt?: string | undefined;
    }
  | {
      readonly type: "step";
      readonly name: string;
      readonly layer: Layer;
      readonly state: "skipped";
      /** The failed model that is the reason. */
      readonly because: string;
    }
  | {
      readonly type: "check";
      readonly name: string;
      readonly model: string;
      readonly status: "passed" | "warned" | "failed";
      readonly failures: number;
      readonly message: string;
    }
  | {
      readonly type: "finished";
      readonly status: "built" | "unchanged";
      readonly file: string;
      readonly ms: number;
      readonly warnings: number;
    };

/** Files of a remote source are being copied to this machine before a build. */
export interface CopyEvent {
  readonly type: "copying";
  /** As `s3://bucket/prefix`. */
  readonly from: string;
  readonly files: number;
  readonly of: number;
  /** Copied so far. */
  readonly bytes: number;
}

export interface PlannedStep {
  readonly name: string;
  readonly layer: Layer;
}
