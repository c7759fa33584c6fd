/** One record of a file and its required outcome: column and reason of the quarantine, or loaded. */
export interface RowCase {
  readonly name: string;
  readonly record: string;
  readonly column?: string | null;
  readonly reason?: string;
  /** As the quarantine shows it; default: not checked. */
  readonly value?: string | null;
  /** Its cents of net revenue if it loads. */
  readonly cents?: number;
}

export interface RowFile {
  readonly table: string;
  readonly header: string;
  readonly rows: readonly RowCase[];
}

const date = (name: string, text: string, reason = "not a date", value: string | null = text): RowCase => ({
  name,
  record: `#,c-1,${text},,,1,5.00,,,`,
  column: "transacted_at",
  reason,
  value,
});
const net = (name: string, text: string, reason = "not a number"): RowCase => ({
  name,
  record: `#,c-1,2024-03-01,,,1,${text.includes(",") ? `"${text}"` : text},,,`,
  column: "net_revenue",
  reason,
});
const quantity = (name: string, text: string, reason = "not a number"): RowCase => ({
  name,
  record: `#,c-1,2024-03-01,,,${text},0.00,,,`,
  column: "quantity",
  reason,
  value: text,
});
const fine = (name: string, record: string, cents: number): RowCase => ({ name, record, cents });

const transactions: RowFile = {
  table: "transactions",
  header:
    "transaction_id,customer_id,transacted_at,transaction_type,gift_recipient_id,quantity,net_revenue,discount_id,list_revenue,discount_amount",
  rows: [
    fine("a sound record", "#,c-1,2024-01-01 10:00:00,a_la_carte,,1,10.00,,,", 1000),
    fine("a time zone", "#,c-1,2024-01-01T10:00:00+02:00,,,1,1.25,,,", 125),
    fine("a negative quantity", "#,c-1,2024-01-02,,,-1,-3.10,,,", -310),
    ...["A_LA_CARTE", "A La Carte", "a-la-carte", "à la carte", " Gift ", "GIFT", "Subscription"].map((word) =>
      fine(`the type "${word}"`, `#,c-1,2024-01-02,${word},,1,2.00,,,`, 200),
    ),
    fine("a quantity written 2.0", "#,c-1,2024-01-02,,,2.0,2.00,,,", 200),
    fine("blanks around a number", "#,c-1,2024-01-02,,,1, 2.00 ,,,", 200),
    date("a day that is not", "2024-02-30"),
    date("a word for a date", "yesterday"),
    date("a European date", "31/12/2024"),
    date("an American date", "12/31/2024"),
    date("a 13th month", "2024-13-01"),
    date("no date", "", "missing", null),
    date("zeros for a date", "0000-00-00"),
    date("a year before the first", "0000-01-01"),
    date("a year of two digits", "24-01-15"),
    date("a year before the calendar", "0044-03-15 (BC)"),
    ...["0001-01-01", "0099-12-31", "1600-01-01", "1899-12-31"].map((day) =>
      fine(`the day ${day}`, `#,c-1,${day},,,1,5.00,,,`, 500),
    ),
    ...["05:05Z", "05:05z", "05:05+02:00", "05:05-0330", "05:05 +02", "05:05 UTC", "05:05"].map((time) =>
      fine(`minutes written ${time}`, `#,c-1,2023-01-01T${time},,,1,5.00,,,`, 500),
    ),
    date("a date to come", "2199-01-01", "in the future"),
    date("the last day of all", "9999-12-31 23:59:59", "in the future"),
    date("a year of five digits", "20240-01-01"),
    date("seconds for a date", "1704067200"),
    date("a 25th hour", "2024-01-01 25:00:00"),
    date("infinity", "infinity"),
    date("minus infinity", "-infinity"),
    date("a word that DuckDB knows", "epoch"),
    date("a spreadsheet's error", "#VALUE!"),
    date("the word null", "null"),
    date("an unknown time zone", "2024-01-01 10:00:00 Mars/Olympus"),
    net("a word for money", "abc"),
    net("no money", "", "missing"),
    net("thousands commas", "1,234.50"),
    net("a decimal comma", "12,5"),
    net("a dollar sign", "$5"),
    net("a euro sign", "5 €"),
    net("parentheses", "(5.00)"),
    net("two signs", "--5"),
    net("two points", "1.2.3"),
    net("not a number", "NaN"),
    net("infinite money", "Infinity"),
    net("too much money", "99999999999999999999"),
    net("an exponent without end", "1e400"),
    net("hexadecimal", "0x10"),
    fine("digits grouped by underscores", "#,c-1,2024-03-01,,,1,1_000,,,", 100000),
    net("digits of another script", "٣"),
    net("a formula", "=1+1"),
    quantity("a word for a quantity", "two"),
    quantity("no quantity and no money", "0", "no quantity and no money"),
    fine("no quantity but money", "#,c-1,2024-03-01,,,0,-3.00,d-1,,", -300),
    fine("no quantity, and list value given away", "#,c-1,2024-03-01,,,0,0.00,,303.00,303.00", 0),
    quantity("half a bag", "2.5"),
    quantity("too many bags", "99999999999"),
    {
      name: "an unknown type",
      record: "#,c-1,2024-03-01,rental,,1,5.00,,,",
      column: "transaction_type",
      reason: "unknown value",
      value: "rental",
    },
    { name: "no customer", record: "#,,2024-03-01,,,1,5.00,,,", column: "customer_id", reason: "missing" },
    fine("a customer whom no list has", "#,c-404,2024-03-01,,,1,5.00,,,", 500),
    fine("a customer in other letters", "#,C-1,2024-03-01,,,1,5.00,,,", 500),
    fine("a recipient whom no list has", "#,c-1,2024-03-01,gift,c-405,1,5.00,,,", 500),
    fine("a discount that no list has", "#,c-1,2024-03-01,,,1,5.00,d-404,,", 500),
    {
      name: "a list price in words",
      record: "#,c-1,2024-03-01,,,1,5.00,,ten,",
      column: "list_revenue",
      reason: "not a number",
    },
    {
      name: "a discount in words",
      record: "#,c-1,2024-03-01,,,1,5.00,,,ten",
      column: "discount_amount",
      reason: "not a number",
    },
    fine("a key that comes twice: the first", "t-twice,c-1,2024-03-01,,,1,7.00,,,", 700),
    {
      name: "a key that comes twice: another record",
      record: "t-twice,c-1,2024-03-02,,,1,8.00,,,",
      column: "transaction_id",
      reason: "duplicate key",
      value: "t-twice",
    },
    {
      name: "a key that comes twice: the same record",
      record: "t-twice,c-1,2024-03-01,,,1,7.00,,,",
      column: "transaction_id",
      reason: "exact duplicate",
      value: "t-twice",
    },
    { name: "too few values", record: "#,c-1,2024-03-01", column: null, reason: "unreadable record" },
    fine("empty values too many, which lose nothing", "#,c-1,2024-03-01,,,1,5.00,,,,,,", 500),
    { name: "too many values", record: "#,c-1,2024-03-01,,,1,5.00,,,,x", column: null, reason: "unreadable record" },
    {
      name: "text after a closing quote",
      record: '#,"c-1"x,2024-03-01,,,1,5.00,,,',
      column: null,
      reason: "unreadable record",
    },
    fine("SQL for a customer", "#,c-1'; drop table x;--,2024-03-01,,,1,5.00,,,", 500),
    fine("a line break within a value", '"#\nx",c-1,2024-03-01,,,1,1.00,,,', 100),
    fine("the last record", "#,c-2,2024-04-01,,,1,1.00,d-1,,", 100),
  ],
};

const customers: RowFile = {
  table: "customers",
  header: "customer_id,created_at,email,region",
  rows: [
    fine("a customer", "c-1,2024-01-01,ana@example.com,west", 0),
    fine("another", "c-2,,bo@example.com,", 0),
    { name: "no id", record: ",2024-01-01,x@example.com,", column: "customer_id", reason: "missing" },
    {
      name: "an id twice",
      record: "c-1,2024-01-01,ana@example.org,east",
      column: "customer_id",
      reason: "duplicate key",
      value: "c-1",
    },
    {
      name: "a whole customer twice",
      record: "c-1,2024-01-01,ana@example.com,west",
      column: "customer_id",
      reason: "exact duplicate",
    },
    { name: "created some day", record: "c-3,some day,,", column: "created_at", reason: "not a date" },
    {
      name: "a customer of too many values",
      record: "c-4,,secret@example.com,west,,more",
      column: null,
      reason: "unreadable record",
    },
  ],
};

const changes: RowFile = {
  table: "subscription_state_changes",
  header: "change_id,subscription_id,customer_id,changed_at,state,cadence_days,prepaid_orders",
  rows: [
    fine("a start", "#,s-1,c-1,2024-01-01,started,14,1", 0),
    { name: "no subscription", record: "#,,c-1,2024-01-01,started,,", column: "subscription_id", reason: "missing" },
    fine("a subscriber whom no list has", "#,s-9,c-406,2024-01-01,Started,,", 0),
    ...["PAUSED", "Plan Changed", "plan-changed", "Cancelled"].map((word) =>
      fine(`the state "${word}"`, `#,s-1,c-1,2024-01-02,${word},14,1`, 0),
    ),
    { name: "no time of change", record: "#,s-2,c-1,,started,,", column: "changed_at", reason: "missing" },
    {
      name: "an American date of change",
      record: "#,s-2,c-1,12/31/2024,started,,",
      column: "changed_at",
      reason: "not a date",
    },
    {
      name: "an unknown state",
      record: "#,s-2,c-1,2024-01-01,perhaps,,",
      column: "state",
      reason: "unknown value",
      value: "perhaps",
    },
    { name: "no state", record: "#,s-2,c-1,2024-01-01,,,", column: "state", reason: "missing" },
    {
      name: "a cadence in words",
      record: "#,s-2,c-1,2024-01-01,started,monthly,",
      column: "cadence_days",
      reason: "not a number",
    },
    {
      name: "half an order prepaid",
      record: "#,s-2,c-1,2024-01-01,started,14,1.5",
      column: "prepaid_orders",
      reason: "not a number",
    },
    {
      name: "a change to come",
      record: "#,s-2,c-1,2190-01-01,started,14,1",
      column: "changed_at",
      reason: "in the future",
    },
  ],
};

const offerings: RowFile = {
  table: "discount_offerings",
  header: "discount_id,name,program,prepaid_orders,percent_off,amount_off,valid_from,valid_to",
  rows: [
    fine("an offering", "d-1,Hello,welcome,,20,,2023-01-01,", 0),
    fine("a programme in capitals", "d-0,x,Welcome,,20,,,", 0),
    { name: "no discount id", record: ",x,welcome,,20,,,", column: "discount_id", reason: "missing" },
    { name: "an unknown programme", record: "d-2,x,mystery,,20,,,", column: "program", reason: "unknown value" },
    { name: "more than all off", record: "d-3,x,welcome,,120,,,", column: "percent_off", reason: "unknown value" },
    { name: "a percent sign", record: "d-4,x,welcome,,20%,,,", column: "percent_off", reason: "not a number" },
    { name: "an amount in words", record: "d-5,x,welcome,,,five,,", column: "amount_off", reason: "not a number" },
    { name: "an end that is no date", record: "d-6,x,welcome,,20,,,never", column: "valid_to", reason: "not a date" },
    {
      name: "an offering twice",
      record: "d-1,Other,welcome,,30,,2023-01-01,",
      column: "discount_id",
      reason: "duplicate key",
    },
  ],
};

const profiles: RowFile = {
  table: "coffee_profiles",
  header: "product_id,bag_size,bag_grams,gross_price,price_valid_from,price_valid_to",
  rows: [
    fine("a product", "p-1,standard,400,9.00,2023-01-01,", 0),
    fine("a size in capitals", "p-0,Large,900,19.00,,", 0),
    { name: "no product", record: ",standard,400,9.00,,", column: "product_id", reason: "missing" },
    { name: "an unknown size", record: "p-2,venti,400,9.00,,", column: "bag_size", reason: "unknown value" },
    { name: "a weight with its unit", record: "p-3,standard,400g,9.00,,", column: "bag_grams", reason: "not a number" },
    { name: "a price in words", record: "p-4,standard,400,nine,,", column: "gross_price", reason: "not a number" },
    {
      name: "two prices at once",
      record: "p-1,standard,400,12.00,2023-01-01,",
      column: "product_id",
      reason: "duplicate key",
    },
  ],
};

const reversals: RowFile = {
  table: "reversals",
  header: "reversal_id,transaction_id,customer_id,reversed_at,kind,amount,replacement_cost",
  rows: [
    fine("a refund", "#,,c-1,2024-03-05,refund,1.00,", 0),
    fine("a kind in capitals", "#,,c-1,2024-03-05,Charge-back,1.00,", 0),
    fine("a replacement in capitals, of no amount", "#,,c-1,2024-03-05,REPLACEMENT,,", 0),
    {
      name: "a refund of no order",
      record: "#,t-404,,2024-03-05,refund,1.00,",
      column: "transaction_id",
      reason: "unknown value",
    },
    { name: "a refund of nobody", record: "#,,,2024-03-05,refund,1.00,", column: "customer_id", reason: "missing" },
    {
      name: "a refund of a stranger",
      record: "#,,c-999,2024-03-05,refund,1.00,",
      column: "customer_id",
      reason: "unknown customer",
    },
    { name: "a refund at no time", record: "#,,c-1,,refund,1.00,", column: "reversed_at", reason: "missing" },
    { name: "an unknown kind", record: "#,,c-1,2024-03-05,apology,1.00,", column: "kind", reason: "unknown value" },
    { name: "a refund of no amount", record: "#,,c-1,2024-03-05,refund,,", column: "amount", reason: "missing" },
    { name: "an amount not known", record: "#,,c-1,2024-03-05,refund,n/a,", column: "amount", reason: "not a number" },
    {
      name: "a cost in words",
      record: "#,,c-1,2024-03-05,replacement,5.00,some",
      column: "replacement_cost",
      reason: "not a number",
    },
  ],
};

export const rowFiles: readonly RowFile[] = [transactions, customers, changes, offerings, profiles, reversals];
