/** What is due by the end of each window of payment: a box a window, the money across, and the same figures in a table. */

import uPlot from 'uplot';
import { h } from '../../dom.js';
import { colour, faint, fill, ruler, size, styled } from '../chart.js';
import { figures } from './simulation.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('#sheets-wasm').SimulationView} View */
/** @typedef {NonNullable<View['windows']>} Windows */

/** A box is so much of the room that its window has. */
const WIDE = 0.3;

/** @param {Session} session @param {View} simulated */
export function windows(session, { windows: view }) {
  const { scene: { root, state, word } } = session;
  if (!view) return null;
  state.windows = view;
  styled(root);
  // The drawing needs its place first.
  queueMicrotask(() => plot(root, state));
  return h('div', { class: 'windows-of', key: 'windows' },
    h('h4', null, view.table.caption),
    h('div', { class: 'curve', id: 'budget-plot', key: 'plot', role: 'img', 'aria-label': view.table.caption, 'aria-describedby': 'budget-windows-told' }),
    h('ol', { class: 'under', 'aria-hidden': 'true' }, view.drawn.map(({ label }) => h('li', { key: label }, label))),
    h('ul', { class: 'samples', key: 'samples', id: 'budget-windows-told' },
      h('li', { key: 'middle' }, h('span', { class: 'sample stated', 'aria-hidden': 'true' }), word('budget.sample.middle')),
      h('li', { key: 'box' }, h('span', { class: 'sample box', 'aria-hidden': 'true' }), word('budget.sample.box')),
      h('li', { key: 'line' }, h('span', { class: 'sample', 'aria-hidden': 'true' }), word('budget.sample.line')),
      view.pool && h('li', { key: 'pool' }, h('span', { class: 'sample pool', 'data-dash': '0', 'aria-hidden': 'true' }), view.pool.label)),
    figures(view.table, 'table', true));
}

/** What is drawn: the places of the windows, and what 5, 25, 50, 75 and 95 of a hundred runs do not exceed. @param {Windows} view @returns {uPlot.AlignedData} */
const data = ({ drawn }) => [drawn.map((_, at) => at), ...[0, 1, 2, 3, 4].map((place) => drawn.map(({ amounts }) => amounts[place] ?? null))];

/**
 * Brings the chart to what is shown; it is made once.
 * @param {ShadowRoot} root @param {any} state
 */
function plot(root, state) {
  const place = root.getElementById('budget-plot');
  if (!place) return;
  fill(place, state, getComputedStyle(place).fontSize, () => chart(place, state), data(state.windows));
}

/** @param {HTMLElement} place @param {any} state @returns {uPlot} */
function chart(place, state) {
  const view = () => /** @type {Windows} */ (state.windows);
  const { fontSize, fontFamily } = getComputedStyle(place);
  const wide = ruler(`${fontSize} ${fontFamily}`);
  const muted = () => colour(place);
  const axis = { stroke: muted, font: `${fontSize} ${fontFamily}`, grid: { stroke: () => faint(place), width: 1 }, ticks: { show: false } };
  return new uPlot({
    ...size(place),
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { time: false, range: () => [-0.5, view().drawn.length - 0.5] },
      y: { range: () => [0, view().up.at(-1)?.at ?? 1] },
    },
    axes: [
      // The windows are named below, in words that may wrap.
      { ...axis, size: 12, grid: { show: false }, splits: () => [], values: () => [] },
      { ...axis, size: () => wide(view().up), splits: () => view().up.map(({ at }) => at), values: () => view().up.map(({ label }) => label) },
    ],
    series: [{}, ...[0, 1, 2, 3, 4].map(() => ({ paths: () => null, points: { show: false } }))],
    hooks: { draw: [(chart) => boxes(chart, view(), place)] },
  }, [[0]], place);
}

/** @param {uPlot} chart @param {Windows} view @param {HTMLElement} place */
function boxes({ ctx, bbox, data, valToPos }, { pool }, place) {
  const root = /** @type {ShadowRoot} */ (place.getRootNode());
  const sample = (/** @type {string} */ name) => colour(root.querySelector(`.samples .sample${name}`) ?? place);
  const up = (/** @type {number | null | undefined} */ amount) => valToPos(amount ?? 0, 'y', true);
  const [at, p5, p25, p50, p75, p95] = data;
  const room = (bbox.width / (at?.length || 1)) * WIDE;
  ctx.save();
  for (const [one] of at?.entries() ?? []) {
    const x = valToPos(one, 'x', true);
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.strokeStyle = colour(place);
    ctx.beginPath();
    ctx.moveTo(x, up(p5?.[one]));
    ctx.lineTo(x, up(p95?.[one]));
    for (const end of [p5, p95]) {
      ctx.moveTo(x - room / 4, up(end?.[one]));
      ctx.lineTo(x + room / 4, up(end?.[one]));
    }
    ctx.stroke();
    ctx.fillStyle = sample('.box');
    ctx.fillRect(x - room / 2, up(p75?.[one]), room, up(p25?.[one]) - up(p75?.[one]) + devicePixelRatio);
    ctx.strokeStyle = sample('.stated');
    ctx.lineWidth = 3 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(x - room / 2, up(p50?.[one]));
    ctx.lineTo(x + room / 2, up(p50?.[one]));
    ctx.stroke();
  }
  if (pool) {
    ctx.strokeStyle = sample('.pool');
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, up(pool.at));
    ctx.lineTo(bbox.left + bbox.width, up(pool.at));
    ctx.stroke();
  }
  ctx.restore();
}
