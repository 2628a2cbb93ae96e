/** What drawings have in common: their size, their names, their colours, and when they are drawn anew. */

import chartCss from 'uplot/dist/uPlot.min.css';

/** @type {CSSStyleSheet | undefined} */
let sheet;

/** The style sheet says how large it is. @param {HTMLElement} place */
export const size = ({ clientWidth: width, clientHeight: height }) => ({ width, height });

/** How wide the widest of some names is, with room around it. @param {string} font @returns {(ticks: {label: string}[]) => number} */
export function ruler(font) {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  context.font = font;
  return (ticks) => ticks.map(({ label }) => context.measureText(label).width).reduce((widest, one) => (one > widest ? one : widest), 0) + 14;
}

/** The colours are the style sheet's, whatever theme or forced colours make of them. @param {Element} element */
export const colour = (element) => getComputedStyle(element).color;
/** @param {Element} element */
export const faint = (element) => getComputedStyle(element).borderTopColor;

/** Another theme or set of colours is drawn anew. @param {any} state */
function wishes(state) {
  const lists = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((wish) => matchMedia(wish));
  for (const list of lists) list.addEventListener('change', () => state.chart?.redraw());
  return lists;
}

/** So is another width; a place that is gone needs no chart. @param {HTMLElement} place @param {any} state */
function sizes(place, state) {
  const observer = new ResizeObserver(() => {
    if (place.clientWidth) state.chart?.setSize(size(place));
    else if (!place.isConnected) {
      state.chart?.destroy();
      state.chart = undefined;
    }
  });
  observer.observe(place);
  return observer;
}

/**
 * Draws into its place: a chart of another shape is made anew.
 * @param {HTMLElement} place @param {any} state @param {string} shape what a chart cannot change @param {() => import('uplot')} make @param {import('uplot').AlignedData} data
 */
export function fill(place, state, shape, make, data) {
  if (state.shape !== shape || !place.contains(state.chart?.root)) {
    state.chart?.destroy();
    state.shape = shape;
    state.chart = make();
    state.wishes ??= wishes(state);
    state.sizes?.disconnect();
    state.sizes = sizes(place, state);
  }
  state.chart.setSize(size(place));
  state.chart.setData(data);
}

/** @param {ShadowRoot} root */
export function styled(root) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(chartCss);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
