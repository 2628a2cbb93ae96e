/**
 * `<subsidy-calculator>`: what a host may rely on.
 *
 * ```ts
 * import './subsidy-calculator-…/element.js';
 * document.addEventListener('subsidy-answer', (event) => console.log(event.city, event.kind));
 * ```
 */

import type { Estimate } from './contract.js';

export type { Estimate };

/** The cities, by id; a host with tables of its own may have others. */
export type City = 'fuzhou' | 'hebi' | 'nanchang' | 'songjiang' | 'wuhan' | (string & {});
export type Lang = 'zh-CN' | 'zh-Hant' | 'en';

/** The kind of an answer. */
export type AnswerKind =
  | 'empty' | 'published_rate' | 'upper_limit' | 'needs_confirmation' | 'range' | 'not_published' | 'own_terms' | 'not_eligible' | 'unreadable';

/**
 * The element's attributes: all may be left out. They are its first state; what the visitor chooses afterwards stays inside and is never written back. A bad
 * value is told in the element, and the default taken.
 */
export interface SubsidyCalculatorAttributes {
  /** The city that is preset. Default: the first of `cities`. */
  city?: City;
  /** The cities that may be chosen, separated by spaces. Default: all. */
  cities?: string;
  /** The batch that is preset. Default: none, the visitor says. */
  batch?: '1' | '2' | '3';
  /** The level that is preset. Default: none, the visitor says. */
  level?: '1' | '2' | '3' | '4';
  /** Default: the nearest `lang` of the page. */
  lang?: Lang | (string & {});
  /** Default: `auto`, as the visitor's system has it. */
  theme?: 'auto' | 'light' | 'dark';
  /** The day by which is reckoned, YYYY-MM-DD. Default: today. */
  'as-of'?: string;
  /** A folder of the same origin with the host's own tables. Default: those of this build. */
  policies?: string;
  /** What it does: one enterprise's grant, a provider's offer, a list of customers, a draft of a policy, or a city's programme. Default: `estimate`. */
  mode?: 'estimate' | 'quote' | 'list' | 'draft' | 'budget';
  /** `large` is large print. Default: `standard`. */
  size?: 'standard' | 'large';
  /** What is offered beside the form: some of `lang`, `large`, `save`, `desk` (the panels below the answer), separated by spaces, or `none`. Default: all. */
  tools?: string;
  /** `ask`: the visitor is asked whether the page may have the result. Default: `none`. */
  figures?: 'none' | 'ask';
  /** A computing service of the same origin, for a browser that cannot compute and a visitor who agrees. Default: none. */
  api?: string;
}

/** The calculator stands and answers. */
export declare class SubsidyReadyEvent extends Event {
  constructor(city: string);
  readonly type: 'subsidy-ready';
  /** The city that it stands at. */
  city: string;
}

/** A new answer has stood for a moment. */
export declare class SubsidyAnswerEvent extends Event {
  constructor(city: string, kind: string, estimate: Estimate | null);
  readonly type: 'subsidy-answer';
  city: string;
  kind: AnswerKind;
  /** Null unless `figures="ask"` is set and the visitor agreed. */
  estimate: Estimate | null;
}

/** It cannot work here; what stands between the element's tags is shown. */
export declare class SubsidyTroubleEvent extends Event {
  constructor(reason: 'blocked' | 'failed');
  readonly type: 'subsidy-trouble';
  /** `blocked`: WebAssembly is missing or forbidden. `failed`: something did not load. */
  reason: 'blocked' | 'failed';
}

/** The element. Loading the script defines it as `subsidy-calculator`. */
export declare class SubsidyCalculator extends HTMLElement {
  static readonly observedAttributes: readonly (keyof SubsidyCalculatorAttributes)[];
  addEventListener<K extends keyof HTMLElementEventMap>(type: K, listener: (this: SubsidyCalculator, event: HTMLElementEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(type: K, listener: (this: SubsidyCalculator, event: HTMLElementEventMap[K]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'subsidy-calculator': SubsidyCalculator;
  }
  interface HTMLElementEventMap {
    'subsidy-ready': SubsidyReadyEvent;
    'subsidy-answer': SubsidyAnswerEvent;
    'subsidy-trouble': SubsidyTroubleEvent;
  }
  interface DocumentEventMap {
    'subsidy-ready': SubsidyReadyEvent;
    'subsidy-answer': SubsidyAnswerEvent;
    'subsidy-trouble': SubsidyTroubleEvent;
  }
}
