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
