// The types that ship with the element, held to its sources: the attributes are those that it reads, the events and the class are those of the script, and a
// host's TypeScript compiles against what lies in dist/.

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { NAMES } from '../www/src/attributes.js';
import { SIGNS } from '../www/src/render/page.js';
import { DIST, KEPT } from './browser/server.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'target/element-types');
const shipped = join(DIST, KEPT);

/** What a host writes. */
const HOST = `
import { SubsidyAnswerEvent, SubsidyCalculator, type Estimate, type SubsidyCalculatorAttributes } from './element.js';

const element: SubsidyCalculator | null = document.querySelector('subsidy-calculator');
element?.addEventListener('subsidy-answer', (event) => {
  const made: boolean = event instanceof SubsidyAnswerEvent;
  const estimate: Estimate | null = event.estimate;
  const net: string | undefined = estimate?.net_cost?.amount;
  // @ts-expect-error: a kind that there is not
  if (event.kind === 'guessed') console.log(made, net);
});
document.addEventListener('subsidy-trouble', (event) => { if (event.reason === 'blocked') console.log(event.bubbles); });
document.createElement('subsidy-calculator').addEventListener('subsidy-ready', ({ city }) => city.trim());
export const attributes: SubsidyCalculatorAttributes = { city: 'nanchang', 'as-of': '2024-09-30', theme: 'dark' };
// @ts-expect-error: a theme that there is not
export const wrong: SubsidyCalculatorAttributes = { theme: 'neon' };
`;

/** The shipped classes against the sources'. */
const SOURCES = `
import type * as Ours from '${root}www/src/events.js';
import type { SubsidyCalculator as Element } from '${root}www/src/element.js';
import type * as Shipped from './element.js';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
const yes = <T extends true>(): void => {};

yes<Same<keyof Ours.SubsidyReadyEvent, keyof Shipped.SubsidyReadyEvent>>();
yes<Same<keyof Ours.SubsidyAnswerEvent, keyof Shipped.SubsidyAnswerEvent>>();
yes<Same<keyof Ours.SubsidyTroubleEvent, keyof Shipped.SubsidyTroubleEvent>>();
yes<Same<Ours.SubsidyAnswerEvent['estimate'], Shipped.SubsidyAnswerEvent['estimate']>>();
yes<Same<Ours.SubsidyTroubleEvent['reason'], Shipped.SubsidyTroubleEvent['reason']>>();
yes<Same<ConstructorParameters<typeof Ours.SubsidyReadyEvent>, ConstructorParameters<typeof Shipped.SubsidyReadyEvent>>>();
yes<Same<ConstructorParameters<typeof Ours.SubsidyAnswerEvent>, ConstructorParameters<typeof Shipped.SubsidyAnswerEvent>>>();
yes<Same<ConstructorParameters<typeof Ours.SubsidyTroubleEvent>, ConstructorParameters<typeof Shipped.SubsidyTroubleEvent>>>();
yes<Same<Exclude<keyof Element, 'connectedCallback' | 'disconnectedCallback' | 'attributeChangedCallback'>, keyof Shipped.SubsidyCalculator>>();
yes<Same<keyof Shipped.SubsidyCalculatorAttributes, ${NAMES.map((name) => `'${name}'`).join(' | ')}>>();
yes<Same<Shipped.AnswerKind, ${Object.keys(SIGNS).map((name) => `'${name}'`).join(' | ')}>>();
`;

/** Whether these compile, against the types as given. */
function compiles(types) {
  writeFileSync(join(folder, 'element.d.ts'), types);
  return spawnSync(join(root, 'node_modules/.bin/tsc'), ['--project', folder], { encoding: 'utf8' });
}

test('a host’s TypeScript compiles, and the shipped types are those of the sources', () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'host.ts'), HOST);
  writeFileSync(join(folder, 'sources.ts'), SOURCES);
  writeFileSync(join(folder, 'contract.d.ts'), readFileSync(join(shipped, 'contract.d.ts')));
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'www/tsconfig.json'), 'utf8'));
  const paths = Object.fromEntries(Object.entries(compilerOptions.paths).map(([name, files]) => [name, files.map((file) => join(root, 'www', file))]));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...compilerOptions, paths }, files: ['host.ts', 'sources.ts', join(root, 'www/src/build.d.ts')] }));

  const types = readFileSync(join(shipped, 'element.d.ts'), 'utf8');
  const good = compiles(types);
  assert.equal(good.status, 0, good.stdout);
  // And the check bites: an attribute gone, one too many, a reason that is none, a field gone, an event gone.
  for (const [from, to] of [
    ["  figures?: 'none' | 'ask';", ''],
    ["  size?: 'standard' | 'large';", "  size?: 'standard' | 'large';\n  colour?: string;"],
    ["  reason: 'blocked' | 'failed';", "  reason: 'blocked' | 'failed' | 'guessed';"],
    ['  kind: AnswerKind;', ''],
    ["'own_terms' | ", ''],
    ["    'subsidy-trouble': SubsidyTroubleEvent;\n  }\n}", '  }\n}'],
  ]) {
    assert.ok(types.includes(from), from);
    assert.notEqual(compiles(types.replace(from, to)).status, 0, `${from} → ${to} compiles`);
  }
});

test('what the types name is what the script exports', async () => {
  const types = readFileSync(join(shipped, 'element.d.ts'), 'utf8');
  const named = [...types.matchAll(/export declare class (\w+)/g)].map(([, name]) => name).sort();
  for (const file of ['element.js', 'element-whole.js']) {
    const [, list] = /export\s*\{([^}]*)\}/.exec(readFileSync(join(shipped, file), 'utf8').slice(-400)) ?? [];
    assert.deepEqual((list ?? '').split(',').map((entry) => entry.trim().split(' as ').at(-1)).sort(), named, file);
  }
});
