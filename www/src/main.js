import { define } from './define.js';

export { SubsidyCalculator } from './element.js';

define();
