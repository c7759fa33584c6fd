/** Characteristics of a column's values: shares (0..1) are of its filled values in the sample, counts of all records. */
export interface ColumnFacts {
  readonly name: string;
  readonly filled: number;
  readonly isUnique: boolean;
  /** Filled values in the sample, the base of the shares. */
  readonly sampled: number;
  /** Distinct values per filled value. */
  readonly different: number;
  readonly plain: number;
  readonly whole: number;
  /** Written without decimals. */
  readonly digits: number;
  /** Whole numbers written `17850.0`, as spreadsheets write numbers in columns with gaps. */
  readonly wholeWithPoint: number;
  readonly negative: number;
  /** Numbers once signs, currencies and spaces are removed: with decimal point and thousands comma, or the other way round. */
  readonly english: number;
  readonly continental: number;
  readonly onlyEnglish: number;
  readonly onlyContinental: number;
  readonly parentheses: number;
  /** A dash alone, as accounting formats write zero. */
  readonly dashes: number;
  /** Followed by CR or DR. */
  readonly credits: number;
  /** Followed by CR; if these are the most, credits are income. */
  readonly creditSides: number;
  /** Whole amounts written `249,-`. */
  readonly priceDashes: number;
  /** With a non-ASCII minus, or one after the number. */
  readonly otherMinus: number;
  readonly percentSigns: number;
  /** Non-breaking spaces, as between thousands. */
  readonly hardBlanks: number;
  /** Currency signs and codes found, and spaces or apostrophes between digits. */
  readonly symbols: readonly string[];
  readonly iso: number;
  readonly zoned: number;
  /** Year first with an offset that DuckDB cannot read because of a space, as in `10:00:00 -0500`. */
  readonly looseOffset: number;
  /** As Db2 writes a time: `2024-04-03-11.05.12.000000`. */
  readonly db2: number;
  /** Year first with a zone after the minutes, as in `10:00Z`. */
  readonly minuteZone: number;
  /** Year first, separated by points or spaces. */
  readonly yearFirst: number;
  /** With the year of the Republic of China. */
  readonly minguo: number;
  /** Days since 1899-12-30, as spreadsheets count them, by the number alone. */
  readonly serialDay: number;
  /** With the name of the month. */
  readonly monthName: number;
  readonly dayMonth: number;
  readonly compactDay: number;
  /** Day and time in fourteen digits: `20240403143000`. */
  readonly compactTime: number;
  /** Six digits that are a day in some order. */
  readonly shortDay: number;
  readonly epoch: number;
  readonly email: number;
  readonly greatest: number;
  /** All values, most frequent first, if there are at most forty. */
  readonly words: readonly string[];
}
