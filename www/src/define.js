import { SubsidyCalculator } from './element.js';

/** What the oldest browsers of package.json can and older ones cannot. */
const able = () => 'adoptedStyleSheets' in document && CSS.supports('container-type', 'inline-size');

/** Defines the element, once, whatever else is on the page; in a browser too old for it what stands between its tags stays. */
export function define(name = 'subsidy-calculator') {
  if (able() && !customElements.get(name)) customElements.define(name, SubsidyCalculator);
}
