/** What a host may listen for on the element or anywhere above it. No figure is in them, unless the host asks by `figures="ask"` and the visitor agrees. */

/** @typedef {import('#wasm').Estimate} Estimate */

/** The calculator stands and answers. */
export class SubsidyReadyEvent extends Event {
  /** @param {string} city the city that it stands at */
  constructor(city) {
    super('subsidy-ready', { bubbles: true, composed: true });
    this.city = city;
  }
}

/** A new answer has stood for a moment. */
export class SubsidyAnswerEvent extends Event {
  /**
   * @param {string} city
   * @param {string} kind the kind of answer: `upper_limit`, `range`, `not_published`, …
   * @param {Estimate | null} estimate the contract's estimate, where the visitor shares it
   */
  constructor(city, kind, estimate) {
    super('subsidy-answer', { bubbles: true, composed: true });
    this.city = city;
    this.kind = kind;
    this.estimate = estimate;
  }
}

/** It cannot work here; what stands between the element's tags is shown. */
export class SubsidyTroubleEvent extends Event {
  /** @param {'blocked' | 'failed'} reason WebAssembly is missing or forbidden; or something did not load */
  constructor(reason) {
    super('subsidy-trouble', { bubbles: true, composed: true });
    this.reason = reason;
  }
}
