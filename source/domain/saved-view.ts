/** A named view: the whole state of the screens as the string that reopens it. */
export interface SavedView {
  readonly name: string;
  /** The screen that it shows, in words. */
  readonly screen: string;
  readonly state: string;
  /** Why it cannot be opened. */
  readonly problem?: string;
}
