import { SubsidyCalculator } from './element.js';

/** Defines the element, once, whatever else is on the page. */
export function define(name = 'subsidy-calculator') {
  if (!customElements.get(name)) customElements.define(name, SubsidyCalculator);
}
