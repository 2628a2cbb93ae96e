import { define } from './define.js';

export { SubsidyCalculator } from './element.js';
export { SubsidyAnswerEvent, SubsidyReadyEvent, SubsidyTroubleEvent } from './events.js';

define();
