// The contract's types, as TypeScript sees them. A test holds them to the JSON Schemas of the Rust types.

/** Yuan (元) as a string of digits; output always has two decimals. */
export type Yuan = string;
/** A share from 0 to 1 as a string: "0.6" is 60 %. */
export type Rate = string;
/** A day, YYYY-MM-DD. */
export type CivilDate = string;
export type Level = 1 | 2 | 3 | 4;
export type Batch = 1 | 2 | 3;
export type SizeClass = "above_scale" | "below_scale";
export type Category =
  | "software" | "cloud" | "data_equipment" | "hardware" | "services" | "training" | "diagnosis" | "other";
export type Wording = "exact" | "ceiling" | "floor" | "about";
export type Payee = "enterprise" | "provider" | "case_owner" | "platform" | "institution";
export type Status = "not_started" | "in_force" | "ended" | "unstated";
export type Outcome =
  | "not_published" | "own_terms" | "not_eligible" | "needs_confirmation" | "upper_limit" | "published_rate";
export type Params = Record<string, string | number | string[] | number[]>;

export type ConditionKind =
  | "industry" | "place" | "small_or_medium" | "credit" | "legal_person" | "listed" | "level" | "registered" | "accepted"
  | "audited";
/** `open` is as good as not stated. */
export type ConditionState = "met" | "unmet" | "open";
export type StatedConditions = { [kind in ConditionKind]?: ConditionState };

/** An application: what a grant is asked for. */
export interface Application {
  policy: string;
  as_of?: CivilDate;
  batch?: Batch;
  /** Required by `estimate`; `compare` may do without. */
  level?: Level;
  size_class?: SizeClass;
  spend: { category: Category; amount: Yuan; label?: string }[];
  awards?: { benefit: string; count?: number }[];
  provincial_subsidy?: Yuan;
  own_terms?: { rate: Rate; cap: Yuan };
  /** What is known of the conditions; where it is absent, none is asked about. */
  eligibility?: { conditions?: StatedConditions; employees?: number; revenue?: Yuan };
}

/** A policy table: the parsed content of a `policies/<id>/policy.json`; its schema is `subsidy schema policy`. */
export interface PolicyTable {
  format: number;
  id: string;
  revision: number;
  [key: string]: unknown;
}

export interface PolicyId {
  id: string;
  version: string;
  revision: number;
  digest: string;
  status: Status;
}

export interface Cited { document: string; section: string; quote: string }
/** Amounts that readings of the text span. */
export interface Range { amount: Yuan; low: Yuan; high: Yuan }

export interface Item {
  index: number;
  counted: "yes" | "wide_only" | "reimbursed" | "no" | null;
  reason: "listed" | "not_listed" | "wide_reading" | "reimbursed" | "level_too_low" | "rate_not_published"
    | "assumed";
  citation: Cited;
}

export interface Step {
  code: "base" | "base_limit" | "rate" | "cap_reached" | "cap_not_reached" | "fee";
  amount: Yuan;
  params: Params;
  citation: Cited | null;
}

export interface Line extends Range {
  benefit: string;
  rate: { rate: Rate; wording: Wording | null; citation: Cited | null } | null;
  cap: { amount: Yuan; wording: Wording | null; citation: Cited | null } | null;
  bound_by: "rate" | "cap" | "spend";
  steps: Step[];
  citation: Cited | null;
}

export interface AwardLine {
  benefit: string;
  amount: Yuan | null;
  count: number;
  certainty: Wording | "none";
  payee: Payee;
  citation: Cited;
}

export type NoteCode =
  | "condition_unmet" | "conditions_open" | "figures_decide" | "conditions_not_used" | "rate_not_published" | "own_terms_used" | "level_too_low" | "level_not_named" | "wide_reading"
  | "batch_not_used" | "cap_reached" | "cap_distance" | "pool_limited" | "planned_none" | "awards_not_added"
  | "double_funding" | "awards_exceed_spend" | "provincial_subsidy_unused" | "payment_window" | "term_unstated"
  | "term_not_started" | "term_ended" | "stages_ended";

export interface Note { code: NoteCode; params: Params }

/** Where an enterprise stands with the conditions. */
export interface Eligibility {
  /** `unmet` where one is, else `open` where one is, else `met`. */
  state: ConditionState;
  conditions: { kind: ConditionKind; state: ConditionState; citation: Cited }[];
}

/** The answer to an application. */
export interface Estimate {
  policy: PolicyId;
  as_of: CivilDate;
  outcome: Outcome;
  grant: Range | null;
  net_cost: Range | null;
  spend: { total: Yuan; eligible: Yuan | null; reimbursed: Yuan | null; excluded: Yuan | null };
  items: Item[];
  lines: Line[];
  awards: AwardLine[];
  /** Only where the application says anything of the conditions. */
  eligibility?: Eligibility;
  notes: Note[];
}

/** An application at every batch and level. */
export interface Comparison {
  policy: PolicyId;
  as_of: CivilDate;
  cells: {
    batch: Batch | null;
    level: Level;
    possible: boolean;
    outcome: Outcome;
    grant: Range | null;
    net_cost: Range | null;
    bound_by: "rate" | "cap" | "spend" | null;
  }[];
  span: { low: Yuan; high: Yuan } | null;
}

/** What is thrown: an Error with the contract's members. */
export interface SubsidyError extends Error { code: string; path: string; params: Params }

/** The form as typed; what is absent is not known. */
export interface Form {
  policy: string;
  as_of?: CivilDate;
  batch?: Batch;
  level?: Level;
  size_class?: SizeClass;
  unit: "yuan" | "wan";
  spend?: { category: Category; text: string }[];
  own_rate?: string;
  own_cap?: string;
  awards?: { benefit: string; count?: number }[];
  provincial_subsidy?: string;
  /** What is known of the conditions, as typed. */
  eligibility?: { conditions?: StatedConditions; employees?: string; revenue?: string };
  /** Whether the answer also tells what else the document says, which no entry changes. */
  about?: boolean;
}

/** An answer with the form that it belongs to. */
export interface View {
  /** The kind of answer: an outcome's word, `range` where batch or level is open, `unreadable` where an entry is. */
  kind: string;
  /** The kind in words: 上限 · 文件写的是“不超过”. */
  badge: string;
  /** City, batch, level: 南昌市 · 第一批 · 二级. */
  context: string;
  /** The one number, two numbers, or the words 没有金额. */
  headline: string;
  /** The number once more in 万元, where that is shorter. */
  short: string | null;
  /** What to make of it. */
  explain: string[];
  /** Where the money goes; empty where no rate is published or nothing is entered. */
  bar: BarPart[];
  /** Lines that add up. */
  sums: Sum[];
  /** How it comes about, benefit by benefit. */
  lines: LineView[];
  /** What would change it. */
  changes: Change[];
  /** Every batch and level. */
  table: Grid | null;
  /** Awards, apart. */
  awards: AwardView[];
  /** What has to be known. */
  notes: string[];
  /** Names table, digest and day. */
  foot: string;
  /** What a screen reader is told once: kind, number and context. */
  announce: string;
  /** The answer in one line, for a bar that stays in sight. */
  brief: string;
  /** The form's choices and hints. */
  form: FormView;
  /** The document and what else it says, where the form asks for it. */
  about: About | null;
}

/** A part of the bar. */
export interface BarPart {
  /** `grant`, `own` or `excluded`. */
  part: string;
  /** 补助 24万. */
  label: string;
  /** Its share in thousandths; the parts add up to 1000. */
  per_mille: number;
}

/** A line of the sum. */
export interface Sum {
  /** 计入补助基数. */
  label: string;
  /** 400,000.00, or − 240,000.00. */
  value: string;
  /** The last line, which the others lead to. */
  total: boolean;
}

/** A benefit's computation. */
export interface LineView {
  /** 数字化改造补助. */
  title: string;
  /** Its steps. */
  steps: StepView[];
}

/** One step. */
export interface StepView {
  /** × 60%(第一批). */
  text: string;
  /** 240,000.00. */
  amount: string;
  /** Section and phrase; absent for the user's own terms. */
  source: SourceView | null;
}

/** A place in a document. */
export interface SourceView {
  /** 四(五)第18条. */
  section: string;
  /** The phrase, without quotation marks. */
  quote: string;
  /** The document, where it is not the table's own. */
  document: string | null;
}

/** Something that would change the amount. */
export interface Change {
  /** 计入投入再增加 266,666.67 元即达上限 40 万元. */
  text: string;
  /** +160,000.00, −40,000.00 or 0. */
  delta: string;
  /** `more`, `less`, `same` or `open`. */
  sense: string;
}

/** Every batch and level. */
export interface Grid {
  /** 批次 × 等级. */
  caption: string;
  /** The head: levels. */
  columns: string[];
  /** One a batch; one without a name where the city has no batches. */
  rows: GridRow[];
}

/** A batch. */
export interface GridRow {
  /** 第一批, or 不分批次. */
  label: string;
  /** One a level. */
  cells: GridCell[];
}

/** A batch and level. */
export interface GridCell {
  /** 240,000.00, 0–400,000.00, or —. */
  text: string;
  /** The one that the form states. */
  current: boolean;
  /** Agrees with what the form states. */
  possible: boolean;
}

/** An award. */
export interface AwardView {
  /** 样板企业奖励. */
  title: string;
  /** 不超过 100,000.00, or 文件未写明金额. */
  amount: string;
  /** 由企业领取, 由服务商领取. */
  payee: string;
  /** Where it stands. */
  source: SourceView;
}

/** The form's choices. */
export interface FormView {
  /** 《…》 2024-04-15. */
  document: string;
  /** 文件未写明有效期, 有效期至 2026-10-31,已到期. */
  term: string;
  /** `not_started`, `in_force`, `ended` or `unstated`. */
  term_status: string;
  /** The city's batches; empty where it has none. */
  batches: Choice[];
  /** 以入选通知为准。第一批改造期 2024-03 至 2024-10,已结束。 */
  batch_hint: string;
  /** 一级 to 四级. */
  levels: Choice[];
  /** 由第三方现场评定;达到二级及以上才有补助。 */
  level_hint: string;
  /** One a spend category. */
  rows: SpendRow[];
  /** Whether the user's own rate and cap are asked for. */
  own_terms: boolean;
  /** What is wrong with the own rate. */
  own_rate_error: string | null;
  /** What is wrong with the own cap. */
  own_cap_error: string | null;
  /** The recognitions that can be ticked. */
  awards: AwardChoice[];
  /** What is wrong with the provincial subsidy. */
  provincial_subsidy_error: string | null;
}

/** A choice. */
export interface Choice {
  /** Its value in the form. */
  value: number;
  /** 第一批. */
  label: string;
  /** Whether the form states it. */
  selected: boolean;
}

/** A row of spend. */
export interface SpendRow {
  /** `software`. */
  category: string;
  /** 软件. */
  label: string;
  /** 网关、路由等必要设备. */
  hint: string;
  /** `yes`, `wide_only`, `reimbursed`, `no`, or `unknown` where no rate is published. */
  counted: string;
  /** 计入, 不计入, 待确认, 另行补助, 未公布. */
  badge: string;
  /** Why. */
  reason: string;
  /** What is wrong with the entry, with a hint. */
  error: string | null;
  /** How the entry was read, where it was not written plainly: = 300,000.00 元. */
  read_as: string | null;
}

/** A recognition that can be ticked. */
export interface AwardChoice {
  /** `model_enterprise`. */
  benefit: string;
  /** 样板企业奖励. */
  label: string;
  /** 每家不超过 100,000.00 元. */
  hint: string;
  /** Whether it can be had more than once. */
  countable: boolean;
  /** Whether it needs the amount of the provincial subsidy. */
  needs_provincial_subsidy: boolean;
}

/** The document and what else it says. */
export interface About {
  /** Windows, conditions, documents to keep, who to ask, what is not stated; empty ones are left out. */
  sections: Section[];
}

/** A section. */
export interface Section {
  /** `windows`, `conditions`, `documents`, `contacts`, `payment`, `fees`, `remarks`, `questions`. */
  id: string;
  /** 时间安排. */
  title: string;
  /** Its entries. */
  entries: EntryView[];
}

/** An entry of a section. */
export interface EntryView {
  /** In words. */
  text: string;
  /** `ahead`, `open` or `over` for a window. */
  state: string | null;
  /** That state in words. */
  state_text: string | null;
  /** Where it stands. */
  source: SourceView | null;
}
