/** A policy table that this build carries: where it lies and what it must hash to. */
interface PolicyEntry {
  id: string;
  folder: string;
  name: Record<string, string>;
  digest?: string;
}

/** Put in by build.mjs. */
declare const POLICIES: PolicyEntry[];

declare module '*.css' {
  const text: string;
  export default text;
}
