/** The order of a listing by one of its columns; what has no value comes last in either direction. */
export interface ListingOrder {
  readonly column: string;
  readonly descending: boolean;
}
