export interface StoredFile {
  readonly path: string;
  readonly modified: Date;
}

/** A place that tables are published to. Paths are below it. */
export interface Store {
  /** As the user gave it. */
  readonly place: string;
  /** Undefined where nothing is published yet; `version` is another for another text. */
  manifest(signal?: AbortSignal): Promise<{ readonly text: string; readonly version: string } | undefined>;
  /** Puts a manifest in place of that version (undefined: of none) at once; false where it is no longer the one that is there. */
  replaceManifest(text: string, version: string | undefined): Promise<boolean>;
  /** What lies below `data/`. */
  files(signal?: AbortSignal): Promise<readonly StoredFile[]>;
  /** Puts a file there, whole or not at all. */
  put(path: string, file: string, signal?: AbortSignal): Promise<void>;
  remove(paths: readonly string[]): Promise<void>;
  /** Removes what uploads that broke off before this day have left. */
  clearBrokenOff(before: Date): Promise<void>;
  close(): void;
}
