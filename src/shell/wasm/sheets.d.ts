// What the sheets' module answers about a list of customers, as TypeScript sees it; it stands behind the widget's types.

/** What a column may state: `policy`, `as_of`, `batch`, `level`, `size_class`, `company`, `company_id`, `district`, a category, `approved`, `paid`, or one of these with `:wan` for amounts in 万元. */
export type Meaning = string;

/** A file that is open: what it was taken for, and what may be chosen. */
export interface Opened {
  format: "xlsx" | "csv";
  /** UTF-8, GB18030 or UTF-16; null of a workbook. */
  encoding: string | null;
  delimiter: string | null;
  sheets: { name: string; chosen: boolean }[];
  /** As a spreadsheet counts, from 1; 0 where there are no heads. */
  header_row: number;
  columns: { index: number; letter: string; head: string; meaning: Meaning | null; samples: string[] }[];
  /** Several columns may state what `adds` up; of all else one does. */
  meanings: (Choosable & { adds: boolean })[];
  defaults: {
    policy: string | null; as_of: CivilDate | null; batch: Batch | null; level: Level | null; size_class: SizeClass | null;
    policies: Choosable[]; batches: Choosable[]; levels: Choosable[];
  };
  /** What the file was taken for, in sentences. */
  told: string[];
  /** What each column that is read was taken for, in a sentence. */
  taken: string;
  /** What is missing or was left out, in sentences. */
  problems: string[];
  /** Whether city, level and spend are known, so that rows have answers. */
  ready: boolean;
  /** Whether nothing is left to ask: every column is known by its head, with its unit, and nothing is missing. */
  clear: boolean;
  /** Whether spend, or what is approved or paid, is known: enough to hold the list against a programme's money. */
  chargeable: boolean;
}

export interface Choosable { id: string; label: string }

/** A choice; what is absent stays as it is. Another sheet or row of heads forgets what columns were taken for. */
export interface ListChoice {
  sheet?: string;
  header_row?: number;
  /** A column without a meaning is only kept. */
  columns?: { index: number; meaning?: Meaning }[];
  /** What holds for rows whose own cell is empty; all of it is replaced. */
  defaults?: { policy?: string; as_of?: CivilDate; batch?: Batch; level?: Level; size_class?: SizeClass };
}

/** How far a run is; part in thousandths of the file, waiting where the next row is yet to arrive. */
export interface ListProgress { done: number; bad: number; part: number; finished: boolean; waiting: boolean; label: string }

/** What a list adds up to; every number is written. */
export interface ListTotals {
  told: string[];
  tables: {
    id: "city" | "batch" | "level" | "outcome";
    caption: string;
    /** The first names the group. */
    columns: string[];
    /** The last is all of them. `id` is what rows are filtered by, `bad` for those at fault; null where there is no such filter. */
    rows: { id: string | null; label: string; cells: string[] }[];
  }[];
}

export type ListSort = "row" | "company" | "city" | "batch" | "level" | "spend" | "grant" | "net_cost" | "outcome";

/** Which rows are asked for. */
export interface ListQuery {
  sort?: ListSort;
  descending?: boolean;
  filter?: { text?: string; city?: string; batch?: Batch; level?: Level; outcome?: Outcome; bad?: boolean };
  from: number;
  count: number;
  /** Without `why`, which is quicker. */
  plain?: boolean;
}

/** Rows, from here to there. */
export interface ListRows {
  /** How many there are of what is asked for. */
  matching: number;
  label: string;
  /** 第 51 至 100 家; empty where there are none. */
  shown: string;
  columns: { id: ListSort; label: string; numeric: boolean }[];
  rows: {
    /** Which row of the file it is. */
    number: number;
    /** In the order of the columns. */
    cells: string[];
    /** How the amount comes about, or why there is none; null where the row is at fault, or asked for without. */
    why: string | null;
    bad: boolean;
    /** The cell at fault, such as `C17`; the row where it is no one cell. */
    place: string | null;
    reason: string | null;
  }[];
}

/** What has to be known of an enterprise. */
export type PortfolioMark =
  | "at_cap" | "at_cap_by_reading" | "approved_above_ceiling" | "paid_above_approved" | "paid_above_ceiling" | "repeated"
  | "not_published" | "not_judged" | "approved_unread" | "paid_unread";

/** What some enterprises come to; amounts in yuan. */
export interface PortfolioSum {
  count: number;
  not_judged: number;
  not_published: number;
  /** With neither a ceiling nor an approved amount nor a payment. */
  unknown: number;
  approved_count: number;
  paid_count: number;
  at_cap: number;
  ceiling: Range;
  approved: Yuan;
  below: Range;
  above: Yuan;
  liability: Range;
  paid: Yuan;
  overpaid: Yuan;
  /** Liability less what is paid: below nothing where too much was. */
  outstanding: Range;
}

/** What is charged to a line; amounts in yuan. */
export interface PortfolioCharge {
  count: number;
  liability: Range;
  paid: Yuan;
  /** Null where the document prints no amount. */
  left: Range | null;
  short: Range | null;
  left_unpaid: Yuan | null;
  short_unpaid: Yuan | null;
}

/** An officer's list against a programme's money: what `subsidy budget --portfolio … --json` prints. */
export interface Portfolio {
  policy: PolicyId;
  all: PortfolioSum;
  batches: { key: Batch | null; sum: PortfolioSum }[];
  levels: { key: Level | null; sum: PortfolioSum }[];
  /** By the programme's id of a district, or as it is typed. */
  districts: { key: string | null; sum: PortfolioSum }[];
  lines: { line: string | null; pool: string | null; amount: Yuan | null; charged: PortfolioCharge | null }[];
  unplaced: PortfolioCharge | null;
  enterprises: {
    row: number;
    name: string;
    id: string;
    batch: Batch | null;
    level: Level | null;
    district: string;
    aside: "other_city" | "sums_up" | null;
    ceiling: Range | null;
    approved: Yuan | null;
    below: Range | null;
    liability: Range | null;
    paid: Yuan | null;
    outstanding: Range | null;
    marks: PortfolioMark[];
    faults: { cell: string; error: { code: string; path: string; params: Record<string, unknown>; message: string } }[];
  }[];
}

/** A table of a report; the first column names the row. */
export interface PortfolioTable {
  id: "lines" | "batch" | "level" | "district";
  caption: string;
  columns: string[];
  rows: { id: string | null; label: string; cells: string[] }[];
}

/** The same for a person; every number is written. */
export interface PortfolioReport {
  title: string;
  document: string;
  told: string[];
  lines: PortfolioTable;
  lines_told: string[];
  tables: PortfolioTable[];
  people: {
    id: PortfolioMark | "other_city" | "sums_up";
    title: string;
    hint: string;
    /** Whether it is something to look into. */
    flag: boolean;
    /** The first of them. */
    rows: { row: number; place: string; name: string; told: string }[];
    /** How many more there are; empty where these are all. */
    more: string;
  }[];
  rules: string[];
  foot: string;
}

/** A list under two tables, for a person; every number is written. */
export interface ShiftReport {
  title: string;
  told: string[];
  tables: { id: "shift"; caption: string; columns: string[]; rows: { id: null; label: string; cells: string[] }[] }[];
  people: (Omit<PortfolioReport["people"][number], "id"> & { id: "more" | "less" | "without" | "unread" | "other_city" | "sums_up" })[];
  rules: string[];
  /** Of the other table. */
  digest: string;
}
