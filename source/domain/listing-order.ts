/** The order of a listing by one of its columns; nulls come last in either direction. */
export interface ListingOrder {
  readonly column: string;
  readonly descending: boolean;
}
