/** In frame.html: the address states the attributes, and the page around is told how high the content is. */

/** What the page around may state. No figure is among them. */
const NAMES = ['city', 'cities', 'batch', 'level', 'lang', 'theme', 'as-of', 'mode', 'size', 'tools'];

const element = /** @type {HTMLElement} */ (document.querySelector('subsidy-calculator'));
for (const [name, value] of new URLSearchParams(location.search)) if (NAMES.includes(name)) element.setAttribute(name, value);
document.documentElement.lang = element.getAttribute('lang') || document.documentElement.lang;

let told = 0;

/** @param {boolean} [again] */
function tell(again) {
  const height = document.documentElement.offsetHeight;
  if (height === told && !again) return;
  told = height;
  // A height is no secret; where the page around is known, it alone is told.
  parent.postMessage({ subsidyCalculatorHeight: height }, document.referrer ? new URL(document.referrer).origin : '*');
}

if (parent !== window) {
  new ResizeObserver(() => tell()).observe(document.documentElement);
  addEventListener('message', (event) => event.source === parent && event.data === 'subsidyCalculatorHeight' && tell(true));
}
