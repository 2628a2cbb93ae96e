// What the desk answers, as TypeScript sees it; it stands behind the widget's types.

/** A QR code: the view box's width and height, and the dark squares as an SVG path. */
export interface QrView { size: number; path: string; alt: string }

/** The link of a form. */
export interface LinkView {
  /** The whole address; null where the entries are too long for one. */
  address: string | null;
  qr: QrView | null;
  /** What has to be known: that it is too long, or works on this device alone. */
  told: string[];
  /** The verification code; null where the entries give no answer. */
  code: string | null;
}

/** A key and what was entered for it. */
export interface Pair { key: string; value: string }

/** A form as typed, as a link holds it. */
export interface Typed {
  policy: string;
  as_of: CivilDate | null;
  batch: Batch | null;
  level: Level | null;
  size_class: SizeClass | null;
  unit: "yuan" | "wan";
  /** By category. */
  spend: Pair[];
  own_rate: string | null;
  own_cap: string | null;
  /** How often, by benefit. */
  awards: Pair[];
  provincial_subsidy: string | null;
  /** What is known of the conditions, by kind; null where they were not asked about. */
  conditions: Pair[] | null;
  employees: string | null;
  revenue: string | null;
}

/** A link that was opened: what it holds, or why it cannot be read. */
export interface OpenedView {
  trouble: string | null;
  form: Typed | null;
  day: CivilDate | null;
  /** The first digits of its table's digest. */
  digest: string | null;
}

/** What a link gave when it was made, and what it gives now. */
export interface ThenView {
  told: string[];
  changed: boolean;
  sides: { caption: string; badge: string; headline: string }[];
  changes: string[];
  figures: { caption: string; rows: { figure: string; then: string; now: string }[] } | null;
}

/** Whether a code is that of the entries. */
export interface Verdict { state: "matches" | "differs" | "unreadable" | "nothing"; text: string }

/** A part of the sheet; without entries it is left out. */
export interface Part<T> { title: string; entries: T[] }
export interface Row { label: string; value: string }
export interface InputRow extends Row { remark: string }

/** The sheet of paper. */
export interface SheetView {
  title: string;
  notice: string;
  context: string;
  document: string[];
  kind: string;
  badge: string;
  headline: string;
  short: string | null;
  /** The amount in capital numerals. */
  capital: Row | null;
  explain: string[];
  inputs: Part<InputRow>;
  sums: Sum[];
  steps: Part<LineView>;
  awards: Part<AwardView>;

  /** Where the enterprise stands with the conditions; empty where they were not asked about. */
  conditions: Part<Row>;
  notes: Part<string>;
  /** Table, digest, day, verification code. */
  identity: Part<Row>;
  code_hint: string | null;
  address: string | null;
  qr: QrView | null;
  link_hint: string;
}

/** The conditions of a document, asked one by one. */
export interface Checklist {
  /** 7 项：3 符合、4 未定. */
  summary: string;
  /** In the document's order. */
  questions: Question[];
}

/** One condition. */
export interface Question {
  kind: ConditionKind;
  /** 属于试点行业. */
  text: string;
  /** As judged. */
  state: ConditionState;
  /** 符合, 不符合 or 未定. */
  verdict: string;
  /** What can be answered, the last of it being nothing; empty where the answer follows from the form's level. */
  answers: { value: "met" | "unmet" | ""; label: string; selected: boolean }[];
  /** Where it stands. */
  source: SourceView;
  /** The figures that tell a size, where the table names a standard. */
  size: SizeQuestion | null;
}

/** The two figures by which a size is told. */
export interface SizeQuestion {
  /** What is wrong with the number of people. */
  employees_error: string | null;
  /** What is wrong with the revenue. */
  revenue_error: string | null;
  /** How the revenue was read, where it was not written plainly: = 30,000,000.00 元. */
  revenue_read_as: string | null;
  /** The standard. */
  source: SourceView;
}

/** An application, and the grant that is wanted. */
export interface Goal {
  application: Application;
  /** Without it only the most that there is to have is told. */
  grant?: Yuan;
}

/** What an amount cannot be raised beyond. */
export type Bound = "cap" | "base_limit" | "level" | "zero_rate" | "not_published" | "unbounded";
/** Spend that counts, and how far off what is stated is. */
export interface Need { spend: Yuan; more: Yuan; less: Yuan }
/** What the readings of the text need; null where no spend reaches it. */
export interface Needs { amount: Need | null; low: Need | null; high: Need | null }

/** How spend and grant hang together for an application. */
export interface Solution {
  policy: PolicyId;
  as_of: CivilDate;
  outcome: Outcome;
  grant: Range | null;
  /** What the wanted grant needs. */
  wanted: { grant: Yuan; needs: Needs; bound: Bound | null; paid_back: Yuan | null; largest: Yuan | null } | null;
  /** The most of each benefit, and the smallest spend with it. */
  most: { benefit: string; amount: Yuan; largest: Yuan | null; gain: Yuan | null; needs: Needs; bound: Bound }[];
}

/** What it takes, for a person. */
export interface SolveView {
  context: string;
  /** Why there is nothing to solve yet. */
  open: string | null;
  /** What is wrong with the wanted grant. */
  error: string | null;
  /** How the wanted grant was read. */
  read_as: string | null;
  wanted: Told | null;
  most: Told[];
  remark: string | null;
}

/** An answer in sentences, and the entry that would state the spend found. */
export interface Told {
  title: string;
  sentences: string[];
  put: { category: string; text: string; label: string } | null;
}

/** The grant over the spend; whole yuan are for drawing only. */
export interface CurveView {
  context: string;
  /** Why there is nothing to draw yet. */
  open: string | null;
  summary: string[];
  spends: number[];
  lines: { label: string; kind: "stated" | "reading" | "other"; grants: number[] }[];
  across: Tick[];
  up: Tick[];
  current: Tick | null;
  table: { caption: string; columns: string[]; rows: { spend: string; grants: string[]; current: boolean }[] };
}

/** A place on an axis, with its name. */
export interface Tick { at: number; label: string }

/** Several named forms, at most six; the first is the one that the others are compared with. */
export interface Scenarios {
  /** In their order; absent is none. */
  scenarios?: Scenario[];
}

/** A form with a name. */
export interface Scenario {
  /** As the visitor called it. */
  name: string;
  /** What was entered. */
  form: Form;
}

/** Scenarios side by side. */
export interface ScenariosView {
  /** One a scenario. */
  columns: ScenarioColumn[];
  /** One a figure; what no scenario has is left out. */
  rows: ScenarioRow[];
}

/** A scenario. */
export interface ScenarioColumn {
  /** As the visitor called it. */
  name: string;
  /** The kind of answer, as of a view; `failed` where there is none. */
  kind: string;
  /** What stands in the way of one amount: an entry that cannot be read, an open batch. */
  why: string[];
}

/** A figure of each scenario. */
export interface ScenarioRow {
  /** `city`, `table`, `as_of`, `batch`, `level`, `total`, `eligible`, `reimbursed`, `excluded`, `kind`, `grant`, `range`, `net`, `share`, `bound_by`. */
  id: string;
  /** 企业净投入. */
  label: string;
  /** Whether the scenarios differ in it. */
  differs: boolean;
  /** One a scenario. */
  cells: ScenarioCell[];
}

/** A figure of a scenario. */
export interface ScenarioCell {
  /** 240,000.00, 第一批, or —. */
  text: string;
  /** Against the first scenario, where the row differs: +40,000.00, −40,000.00 or 0. */
  delta: string | null;
}

/** The windows of a table on a day, the money, and what belongs to them. */
export interface TimelineView {
  /** City and batch: 南昌市 · 第一批. */
  context: string;
  /** Where the day stands: what closes next, what opens next, what is over. */
  lead: string[];
  /** Every window, the earliest first. */
  windows: WindowView[];
  /** What has to be paid out of pocket before the money comes; absent where no spend is stated or nothing is paid. */
  cash: Sum | null;
  /** When the money comes. */
  money: EntryView[];
  /** What to keep, who to ask, what is not stated. */
  sections: Section[];
  /** The name for the calendar file; absent where the document names no time. */
  file: string | null;
  /** Names table, digest and day. */
  foot: string;
}

/** A window. */
export interface WindowView {
  /** 第一批验收和兑付. */
  title: string;
  /** 2024-11 至 2025-04. */
  period: string;
  /** `ahead`, `open` or `over`. */
  state: string;
  /** That state in words. */
  state_text: string;
  /** 还有 31 天; absent where it is over. */
  days: string | null;
  /** `own`, `all`, `open` or `other`. */
  concerns: string;
  /** 您的批次; absent where it goes without saying. */
  concern_text: string | null;
  /** Where it stands. */
  source: SourceView;
}

/** Whether tax is part of an amount. */
export type Basis = "without_tax" | "with_tax";

/** A line of an offer, as typed. */
export interface TypedLine {
  category: Category;
  label?: string;
  quantity?: string | number;
  /** Of one, and of one year where `years` is given. */
  unit_price?: string;
  /** 10%, or 9折; a program's 0.10 where no person typed it. */
  discount?: string;
  tax_rate?: string;
  /** Absent for what is paid once. */
  years?: string | number;
}

/** A set of lines that is offered as one. */
export interface TypedPackage { name: string; lines?: TypedLine[] }

/** An offer, as typed: the contract's quote with texts in place of numbers, and what the sheet of paper says. */
export interface TypedOffer {
  policy: string;
  as_of?: CivilDate;
  batch?: Batch;
  level?: Level;
  own_terms?: { rate?: string; cap?: string };
  prices?: Basis;
  base?: Basis;
  net_budget?: string;
  packages?: TypedPackage[];
  provider?: string;
  /** PNG or JPEG as a `data:` address. */
  logo?: string;
  customer?: string;
  offered_on?: CivilDate;
  /** Days, or the last day. */
  valid?: string;
  instalments?: { when: string; share: string }[];
  remarks?: string;
  /** A person typed the texts: a bare number as a discount may mean two things, and is refused. */
  by_hand?: boolean;
}

/** An offer judged. */
export interface QuoteView {
  context: string;
  form: FormView;
  /** How spend, net cost and net budget are read: without or with tax. */
  base: string;
  usual_tax: string[];
  /** What a line of the category is assumed to bear, until someone chooses. */
  category_tax: { category: string; rate: string }[];
  /** What is assumed or chosen, and what no document says. */
  assumptions: string[];
  /** The day that is stated, else today. */
  offered_on: string;
  net_budget: Remark;
  valid: Remark;
  instalments: Remark[];
  shares_error: string | null;
  packages: PackageView[];
  /** The packages side by side. */
  beside: BesideRow[];
  /** What the provider itself may be given. */
  provider: AwardView[];
  provider_hint: string;
  notes: string[];
  /** An estimate, not a decision. */
  notice: string;
  foot: string;
  /** What keeps it from being printed or taken along. */
  blocked: string | null;
  announce: string;
  /** What files of it are called, without their endings. */
  file: string;
}

/** What is wrong with an entry, or how it was read. */
export interface Remark { error: string | null; read_as: string | null }

/** A package judged. */
export interface PackageView {
  name: string;
  kind: string;
  badge: string;
  headline: string;
  explain: string[];
  bar: BarPart[];
  lines: OfferLine[];
  totals: Sum[];
  sums: Sum[];
  highest: string[];
  steps: LineView[];
}

/** A line judged; nothing is offered yet in a blank one. */
export interface OfferLine {
  title: string;
  category: string;
  quantity: string;
  unit_price: string;
  discount: string;
  tax_rate: string;
  without_tax: string;
  tax: string;
  with_tax: string;
  counted: string;
  badge: string;
  reason: string;
  errors: { cell: string; text: string }[];
  read_as: string | null;
  discount_read_as: string | null;
  blank: boolean;
}

/** A figure of each package. */
export interface BesideRow { id: string; label: string; cells: string[] }

/** A package's grant and net cost at every batch and level. */
export interface MatrixView {
  caption: string;
  columns: string[];
  rows: { label: string; cells: { grant: string; net: string; current: boolean }[] }[];
  /** Why there is nothing to show. */
  open: string | null;
}

/** The offer on paper. */
export interface OfferSheet {
  title: string;
  notice: string;
  provider: string;
  logo: string | null;
  parties: Row[];
  columns: string[];
  packages: { name: string; rows: string[][]; totals: Sum[]; capital: Row; steps: LineView[] }[];
  beside: BesideRow[];
  grant: Part<string>;
  /** A head, then a row each. */
  instalments: Part<string[]>;
  remarks: Part<string>;
  notes: Part<string>;
  identity: Part<Row>;
  address: string | null;
  qr: QrView | null;
  link_hint: string;
  /** Whether the amounts behind it hold the tax. */
  link_basis: string;
}


/** What the cases of a bulk run have in common. */
export interface BulkBasis {
  policy: string;
  /** The day on which the answers are asked for; without it today in UTC+8. */
  as_of?: CivilDate;
  /** Only where the document publishes no rate. */
  own_terms?: { rate: Rate; cap: Yuan };
}

/**
 * The cases, a column each. Amounts are whole fen (0.01 元) as 64-bit integers, never a float; each and the sum of a case
 * from 0 to 10^14. What is out of range is told case by case, in the column of codes. An error is thrown for an unknown
 * key (`unknown_key`), a column that is not there (`missing_field`), of another type (`wrong_type`) or length (`out_of_range`).
 */
export interface BulkCases {
  /** 1 to 3; 0 where none is given. */
  batch: Uint8Array;
  /** 1 to 4, as many as batches; 0 is at fault. */
  level: Uint8Array;
  /**
   * Eight for each case, category by category: software, cloud, data_equipment, hardware, services, training, diagnosis,
   * other.
   */
  spend: BigInt64Array;
}

/**
 * The answers, a column each and one for each case. Amounts are whole fen, or -2^63 where a case has none: no rate is
 * published, or it is at fault. That is not 0, and no sum takes it.
 */
export interface BulkAnswers {
  /**
   * The outcome: 0 not_published, 1 own_terms, 2 not_eligible, 3 needs_confirmation, 4 upper_limit, 5 published_rate. Or
   * what is wrong with the case, of several the first that an estimate refuses: 16 the batch is above 3, 17 the level is
   * above 4, 18 an amount is negative, 19 an amount is above the limit, 20 the sum is, 21 no level is given, 22 the clause
   * depends on the batch and none is given, 23 the city has no such batch. `verdict` says the same in the contract's words.
   */
  code: Uint8Array;
  /** What reimburses the spend, under the default reading. */
  amount: BigInt64Array;
  /** The grant under the least favourable reading. */
  low: BigInt64Array;
  /** The grant under the most favourable reading. */
  high: BigInt64Array;
  /** Total spend less the grant, under the default reading. */
  net_cost: BigInt64Array;
}

/** What a code says, as the estimate of such a case would: an outcome, or what is wrong. */
export interface BulkVerdict {
  outcome: Outcome | null;
  error: { code: string; path: string } | null;
}

/** A name in the three languages, as typed. */
export interface TypedText { zh_cn: string; zh_hant: string; en: string }

export type StageKind = "programme" | "apply" | "diagnose" | "transform" | "accept_and_pay" | "accept" | "select";

/** A clause of a draft, as typed. */
export interface TypedClause {
  /** The clause of the copied table that it is. */
  like?: string;
  level: Level;
  /** Every higher level as well. */
  least: boolean;
  /** None where it does not depend on them. */
  batches: Batch[];
  rate: string;
  rate_wording: Wording;
  cap: string;
  cap_wording: Wording;
  base_limit: string;
  base_limit_wording: Wording;
  /** Whether it has a list of its own of what counts. */
  own_base: boolean;
  counted: Category[];
}

/** A benefit's amount in a draft, as typed; nothing leaves the benefit out. */
export interface TypedAward { benefit: string; title: string; amount: string; wording: Wording }

/** A stage or window of a draft, as typed. */
export interface TypedWindow { like?: number; kind: StageKind; batch?: Batch; from: string; until: string; before: boolean }

/** A draft as typed: a copy of a table with other figures. */
export interface DraftForm {
  id: string;
  name: TypedText;
  region: TypedText;
  title: string;
  applies_from: string;
  from: string;
  until: string;
  batches: Batch[];
  counted: Category[];
  clauses: TypedClause[];
  awards: TypedAward[];
  windows: TypedWindow[];
}

/** How a draft stands. */
export interface DraftView {
  errors: { field: string; text: string }[];
  told: string;
  sound: boolean;
  flaws: string[];
  unsourced: string | null;
  terms: { columns: string[]; rows: { label: string; cells: string[] }[] } | null;
  difference: DifferenceView | null;
  digest: string | null;
  /** The name of its file. */
  file: string | null;
  day: CivilDate;
}

/** Two tables side by side. */
export interface DifferenceView {
  title: string;
  tables: { caption: string; document: string; version: string; digest: string }[];
  told: string;
  changes: { kind: "added" | "changed" | "removed"; word: string; place: string; figure: string; then: string; now: string }[];
  told_examples: string | null;
  examples: { label: string; name: string; changed: boolean; then: string; now: string; delta: string | null }[];
}
