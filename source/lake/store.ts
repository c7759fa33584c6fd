export interface StoredFile {
  readonly path: string;
  readonly modified: Date;
}

/** A place that tables are published to. Paths are below it. */
export interface Store {
  /** As the user gave it. */
  readonly place: string;
  /** Undefined if nothing is published yet; `version` changes with the text. */
  manifest(signal?: AbortSignal): Promise<{ readonly text: string; readonly version: string } | undefined>;
  /** Atomically replaces that version of the manifest (undefined: none exists); false if it is no longer the current one. */
  replaceManifest(text: string, version: string | undefined): Promise<boolean>;
  /** The files below `data/`. */
  files(signal?: AbortSignal): Promise<readonly StoredFile[]>;
  /** Puts a file there, completely or not at all. */
  put(path: string, file: string, signal?: AbortSignal): Promise<void>;
  remove(paths: readonly string[]): Promise<void>;
  /** Removes leftovers of uploads that were interrupted before this day. */
  clearBrokenOff(before: Date): Promise<void>;
  close(): void;
}
