// What the desk answers, as TypeScript sees it; it stands behind the widget's types.

/** An application, and the grant that is wanted. */
export interface Question {
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
