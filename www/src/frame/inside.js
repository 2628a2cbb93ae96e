/** In frame.html: the address states the attributes and the colour, and the page around is told how high the content is. */

import { isColour, rule } from '../embed/accent.js';

/** What the page around may state. No figure is among them. */
const NAMES = ['city', 'cities', 'batch', 'level', 'lang', 'theme', 'as-of', 'mode', 'size', 'tools'];

const element = /** @type {HTMLElement} */ (document.querySelector('subsidy-calculator'));
const asked = new URLSearchParams(location.search);
for (const [name, value] of asked) if (NAMES.includes(name)) element.setAttribute(name, value);
document.documentElement.lang = element.getAttribute('lang') || document.documentElement.lang;

const accent = asked.get('accent') ?? '';
if (isColour(accent)) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rule(accent, asked.get('theme') ?? ''));
  document.adoptedStyleSheets.push(sheet);
}

let told = 0;

/** @param {boolean} [again] */
function tell(again) {
  // A part of a pixel too little and the frame scrolls: rounded up.
  const height = ~~(document.documentElement.getBoundingClientRect().height + 1);
  if (height === told && !again) return;
  told = height;
  // A height is no secret; where the page around is known, it alone is told.
  parent.postMessage({ subsidyCalculatorHeight: height }, document.referrer ? new URL(document.referrer).origin : '*');
}

if (parent !== window) {
  new ResizeObserver(() => tell()).observe(document.documentElement);
  addEventListener('message', (event) => event.source === parent && event.data === 'subsidyCalculatorHeight' && tell(true));
}
