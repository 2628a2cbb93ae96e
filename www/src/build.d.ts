/** What build.mjs puts in. */

/** A file beside the script, and the hash that the browser holds it to. */
type PartFile = [path: string, integrity: string];

/** A policy table that this build carries: which it is, what it must hash to, where it lies. */
interface PolicyEntry {
  id: string;
  folder: string;
  name: Record<string, string>;
  digest?: string;
  file?: PartFile;
  /** Digests of the tables that it replaced by correction. */
  superseded?: string[];
}

declare const POLICIES: PolicyEntry[];
declare const PARTS: {
  wasm: PartFile;
  words: Record<string, PartFile>;
  /** The script that is loaded when it is asked for. */
  desk?: PartFile;
  /** Tables that were corrected since, by the first digits of their digests. */
  superseded?: Record<string, PartFile>;
  /** The examples beside a table, by its folder. */
  examples?: Record<string, PartFile>;
  /** The programme beside a table, by its folder. */
  programmes?: Record<string, PartFile>;
  /** The module that writes workbooks and draws programmes. */
  sheets?: PartFile;
  /** The classic script that works beside the page. */
  worker?: PartFile;
};

/** For the configurator: its sentences, the tables of rates by language and city, and the hash of every other file of this build. */
declare const WORDS: Record<string, Record<string, string>>;
declare const RATES: Record<string, Record<string, string>>;
declare const HASHES: Record<string, string>;
/** The oldest browsers, as people name them. */
declare const OLDEST: string;

declare module '*.css' {
  const text: string;
  export default text;
}

declare module '#module' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '#desk-module' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '#sheets-module' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '#carried' {
  export const tables: Record<string, unknown>;
  export const words: Record<string, Record<string, string>>;
  export const deskWords: Record<string, Record<string, string>>;
  export const superseded: Record<string, unknown>;
  export const programmes: Record<string, unknown>;
}
