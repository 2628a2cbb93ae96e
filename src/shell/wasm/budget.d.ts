// What the sheets' module answers about a city's programme, as TypeScript sees it.

/** The content of a `programme.json`; its schema is `subsidy schema programme`. */
export interface ProgrammeTable { format: number; id: string; [key: string]: unknown }

/** How the spend of an enterprise is drawn: exactly one of the three. */
export type Spread =
  | { log_normal: LogNormal }
  | { triangular: Between }
  | { resampled: Yuan[] };
/** Half of the enterprises spend no more than the median, which is above 0, and nine in ten no more than `p90`. */
export interface LogNormal { median: Yuan; p90: Yuan }
/** Spend between two limits, most often near a third amount. */
export interface Between { least: Yuan; likely: Yuan; most: Yuan }
/** A level and its share, such as `"0.7"`; the shares of a group add up to 1. */
export interface LevelShare { level: Level; share: Rate }

/** The enterprises of a batch. */
export interface SimulationGroup {
  batch?: Batch;
  /** Absent for the number that the document plans. */
  count?: number;
  /** Absent for the simulation's own. */
  spend?: Spread;
  /** Absent for the simulation's own. */
  levels?: LevelShare[];
}

/** What a programme's demand is drawn from; at most 10,000 enterprises and 50,000,000 draws in all. */
export interface Simulation {
  as_of?: CivilDate;
  /** From 0 to 2^53 − 1; 0 where it is absent. The same seed draws the same. */
  seed?: number;
  /** From 1 to 100,000; 10,000 where it is absent. */
  runs?: number;
  /** Absent for the numbers that the document plans by batch. */
  groups?: SimulationGroup[];
  spend?: Spread;
  /** Which levels are reached; may be absent where every paid level has the same terms. */
  levels?: LevelShare[];
  /** The money at hand, where the document prints none or another is tried. */
  pool?: Yuan;
  /** The officer's own rate and cap, where the document publishes none. */
  own_terms?: { rate: Rate; cap: Yuan };
}

/** Amounts that 5, 25, 50, 75 and 95 of a hundred runs do not exceed. */
export interface Quantiles { p5: Yuan; p25: Yuan; p50: Yuan; p75: Yuan; p95: Yuan }

/** What the runs ask of the money under one reading; null where no money is known. */
export interface Demanded {
  demand: Quantiles;
  /** In how many runs it suffices, and their share of all, cut down to tenths of a percent. */
  suffices: { runs: number; share: Rate } | null;
  shortfall: Quantiles | null;
}

/** What came out of a simulation. */
export interface Simulated {
  policy: PolicyId;
  as_of: CivilDate;
  seed: number;
  runs: number;
  groups: { batch: Batch | null; count: number; planned: boolean; spend: Spread; levels: LevelShare[] }[];
  count: number;
  pool: Yuan | null;
  /** Under the default reading. */
  amount: Demanded;
  /** Under the least and the most favourable reading; null where the readings agree in every run. */
  low: Demanded | null;
  high: Demanded | null;
  /** The windows of payment, the earliest first, each with all that is due by its end. */
  windows: { batches: Batch[]; from: string | null; until: string; before: boolean; citation: Cited; by_then: Demanded }[];
  flags: ("pool_not_published" | "overflow_unstated" | "windows_not_published" | "readings_differ")[];
}

/** A simulation for a person; whole yuan are for drawing only. */
export interface SimulationView {
  title: string;
  document: string;
  headline: string;
  explain: string[];
  assumed: { title: string; sentences: string[] };
  demand: Figures;
  /** Null where the document does not say when each batch is paid. */
  windows: {
    /** What 5, 25, 50, 75 and 95 of a hundred runs do not exceed. */
    drawn: { label: string; amounts: number[] }[];
    pool: Tick | null;
    up: Tick[];
    table: Figures;
  } | null;
  flags: { title: string; sentences: string[] };
  foot: string;
}

/** A table: the first cell of a row names it. */
export interface Figures { caption: string; columns: string[]; rows: string[][] }

/** What is assumed of a programme, as typed; what is absent is not stated. */
export interface BudgetForm {
  policy: string;
  as_of?: CivilDate;
  counts?: { batch?: Batch; count: string }[];
  pool?: string;
  own_rate?: string;
  own_cap?: string;
  spend?: string;
  level?: Level;
  /** A log-normal where it is absent. */
  drawn?: "log_normal" | "triangular" | "resampled";
  median?: string;
  p90?: string;
  least?: string;
  likely?: string;
  most?: string;
  amounts?: string;
  /** Whom the level shares hold for: `all` where it is absent. */
  levels_of?: "all" | "each_batch";
  /** A share without a batch holds for all. */
  levels?: { batch?: Batch; level: Level; share: string }[];
  seed?: string;
  runs?: string;
}

/** A figure, and where it stands; the value is empty where the label says it all. */
export interface BudgetRow { label: string; value: string; part: boolean; source: SourceView | null }

/** What a document says of its programme. */
export interface BudgetView {
  title: string;
  document: string;
  blocks: { id: "funds" | "lines" | "limits" | "demand" | "scenario"; title: string; rows: BudgetRow[] }[];
  flags: { title: string; sentences: string[] };
  missing: { title: string; sentences: string[] };
  foot: string;
}

/** A programme and what is assumed of it; whole yuan are for sliders only. */
export interface BudgetPage {
  /** Without a scenario. */
  budget: BudgetView;
  plans: { title: string; columns: string[]; rows: { label: string; cells: string[]; source: SourceView }[] }[];
  /** Whether the officer's own rate and cap are asked for. */
  own: boolean;
  pool: string;
  counts: { id: string; batch: Batch | null; label: string; planned: string; hint: string }[];
  levels: { id: string; level: Level; label: string; at: number }[];
  level_decides: boolean;
  sum: { text: string; whole: boolean } | null;
  /** The same for each batch; none where the city has no batches. */
  batches: { batch: Batch; label: string; levels: { id: string; level: Level; label: string; at: number }[]; sum: { text: string; whole: boolean } | null }[];
  slider: { max: number; step: number };
  amounts: { id: string; at: number; read_as: string | null }[];
  errors: { field: string; text: string }[];
  scenario: { rows: BudgetRow[]; groups: BudgetRow[]; wants: string | null; flags: string[] };
  wants: string[];
  ready: boolean;
}

/** How far a simulation is: runs, and in thousandths; no label without a language. */
export interface BudgetProgress { done: number; part: number; finished: boolean; label: string }
