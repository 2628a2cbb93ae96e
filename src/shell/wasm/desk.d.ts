// What the desk answers, as TypeScript sees it; it stands behind the widget's types.

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
