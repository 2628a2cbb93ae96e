/** The grant against the spend that counts: a drawing, described in words, and the same figures in a table. */

import uPlot from 'uplot';
import { h } from '../../dom.js';
import { colour, faint, fill, ruler, size, styled } from '../chart.js';

/** @typedef {import('../main.js').Scene} Scene */
/** @typedef {import('#desk-wasm').CurveView} CurveView */

/** What lines other than the stated one are told apart by, besides colour; desk.css has the same for their samples. */
const DASHES = [[6, 4], [2, 3], [12, 4, 2, 4], [10, 8]];

/** @param {Scene} scene */
function draw(scene) {
  const { desk, form, word, ui, root, state } = scene;
  const view = desk.curve(form);
  state.view = view;
  if (view.open) return h('p', { class: 'hint' }, view.open);
  styled(root);
  // The drawing needs its place first.
  queueMicrotask(() => plot(root, state));
  return [
    h('p', { class: 'legend-up hint', key: 'up' }, word('curve.up')),
    h('div', { class: 'curve', id: 'curve-plot', key: 'plot', role: 'img', 'aria-label': ui('desk_curve'), 'aria-describedby': 'curve-summary' }),
    h('p', { class: 'across hint', key: 'across' }, word('curve.spend')),
    h('ul', { class: 'samples', key: 'samples' },
      view.lines.map((line, at) => h('li', { key: line.label }, h('span', { class: `sample ${line.kind}`, 'data-dash': dash(at), 'aria-hidden': 'true' }), line.label)),
      view.current && h('li', { key: 'current' }, h('span', { class: 'sample now', 'aria-hidden': 'true' }), view.current.label)),
    h('div', { id: 'curve-summary', key: 'summary' }, view.summary.map((sentence) => h('p', null, sentence))),
    h('details', { class: 'more', key: 'table' },
      h('summary', null, view.table.caption),
      table(view, ui)),
  ];
}

/** @param {CurveView} view @param {import('../../words.js').Word} ui */
function table({ table: { caption, columns, rows } }, ui) {
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', null,
      h('thead', null, h('tr', null, columns.map((column) => h('th', { scope: 'col' }, column)))),
      h('tbody', null, rows.map(({ spend, grants, current }) => h('tr', { key: spend, 'aria-current': current ? 'true' : undefined },
        h('th', { scope: 'row' }, current && h('span', { class: 'mark' }, ui('current')), spend),
        grants.map((grant) => h('td', { class: current ? 'current' : undefined }, grant)))))));
}

/** @param {number} at */
const dash = (at) => (at ? `${(at - 1) % DASHES.length}` : undefined);

/**
 * Brings the chart to what is shown; it is made once, and anew where its lines are others.
 * @param {ShadowRoot} root @param {any} state
 */
function plot(root, state) {
  const place = root.getElementById('curve-plot');
  if (!place) return;
  const { spends, lines } = /** @type {CurveView} */ (state.view);
  const shape = [getComputedStyle(place).fontSize, ...lines.map(({ kind }) => kind)].join();
  fill(place, state, shape, () => chart(place, state), [spends, ...lines.map(({ grants }) => grants)]);
}

/** @param {HTMLElement} place @param {any} state @returns {uPlot} */
function chart(place, state) {
  const root = /** @type {ShadowRoot} */ (place.getRootNode());
  const sample = (/** @type {number} */ at) => () => colour(root.querySelectorAll('.samples .sample')[at] ?? place);
  const muted = () => colour(place);
  const view = () => /** @type {CurveView} */ (state.view);
  const { fontSize, fontFamily } = getComputedStyle(place);
  const wide = ruler(`${fontSize} ${fontFamily}`);
  /** Names that would run into each other are left out, never the first. */
  const roomy = (/** @type {uPlot} */ chart) => {
    const { across, up } = view();
    let every = 1;
    while (every < across.length && (wide(across) * across.length) / every > chart.width - wide(up)) every++;
    return across.filter((_, at) => at % every === 0);
  };
  const axis = { stroke: muted, font: `${fontSize} ${fontFamily}`, grid: { stroke: () => faint(place), width: 1 }, ticks: { show: false } };
  return new uPlot({
    ...size(place),
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { time: false, range: () => [0, view().spends.at(-1) ?? 1] },
      y: { range: () => [0, view().up.at(-1)?.at ?? 1] },
    },
    axes: [
      { ...axis, size: 32, splits: (chart) => roomy(chart).map(({ at }) => at), values: (chart) => roomy(chart).map(({ label }) => label) },
      { ...axis, size: () => wide(view().up), splits: () => view().up.map(({ at }) => at), values: () => view().up.map(({ label }) => label) },
    ],
    series: [{}, ...view().lines.map(({ kind }, at) => ({
      stroke: sample(at), width: kind === 'stated' ? 3 : 2, points: { show: false }, ...(at ? { dash: DASHES[(at - 1) % DASHES.length] } : {}),
    }))],
    hooks: { draw: [(chart) => now(chart, view(), muted())] },
  }, [[0]], place);
}

/** Marks what is stated: a line up, and a dot where it meets the stated line. @param {uPlot} chart @param {CurveView} view @param {string} stroke */
function now({ ctx, bbox, valToPos }, { current, spends, lines }, stroke) {
  if (!current) return;
  const x = valToPos(current.at, 'x', true);
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = stroke;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  const grant = lines.find(({ kind }) => kind === 'stated')?.grants[spends.indexOf(current.at)];
  if (grant !== undefined) {
    ctx.beginPath();
    ctx.arc(x, valToPos(grant, 'y', true), 5 * devicePixelRatio, 0, 7);
    ctx.fill();
  }
  ctx.restore();
}

export const curve = { draw };
