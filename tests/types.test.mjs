// The TypeScript types that ship with the module, held to the JSON Schemas that the Rust types generate: each of ours is
// assignable to the generated one, and with words and numbers widened the two are the same shape, key by key.

import { strict as assert } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = process.env.SUBSIDY ?? `${root}target/release/subsidy`;
const folder = `${root}target/types`;

const CHECK = `
import type * as Ours from './ours.ts';
import type { Application } from './application.ts';
import type { Estimate } from './estimate.ts';
import type { Comparison } from './comparison.ts';
import type { Form } from './form.ts';
import type { View } from './view.ts';
import type { Goal } from './goal.ts';
import type { Solution } from './solution.ts';
import type { SolveView } from './solve-view.ts';
import type { CurveView } from './curve-view.ts';
import type { TypedOffer } from './typed-offer.ts';
import type { QuoteView } from './quote-view.ts';
import type { MatrixView } from './matrix-view.ts';
import type { OfferSheet } from './offer-sheet.ts';
import type { Scenarios } from './scenarios.ts';
import type { ScenariosView } from './scenarios-view.ts';
import type { TimelineView } from './timeline-view.ts';
import type { DraftForm } from './draft-form.ts';
import type { DraftView } from './draft-view.ts';
import type { Simulation } from './simulation.ts';
import type { Simulated } from './simulated.ts';
import type { SimulationView } from './simulation-view.ts';
import type { BudgetForm } from './budget-form.ts';
import type { BudgetPage } from './budget-page.ts';

type Widen<T> =
  T extends string ? string : T extends number ? number : T extends boolean | null | undefined ? T
  : T extends (infer U)[] ? Widen<U>[] : string extends keyof T ? 'open' : { [K in keyof T]: Widen<T[K]> };
type Fits<A, B> = [A] extends [B] ? true : false;
type Same<A, B> = [Widen<A>] extends [Widen<B>] ? ([Widen<B>] extends [Widen<A>] ? true : false) : false;
const yes = <T extends true>(): void => {};

yes<Fits<Ours.Application, Application>>();
yes<Same<Ours.Application, Application>>();
yes<Fits<Ours.Estimate, Estimate>>();
yes<Same<Ours.Estimate, Estimate>>();
yes<Fits<Ours.Comparison, Comparison>>();
yes<Same<Ours.Comparison, Comparison>>();
yes<Fits<Ours.Form, Form>>();
yes<Same<Ours.Form, Form>>();
yes<Fits<Ours.View, View>>();
yes<Same<Ours.View, View>>();
yes<Fits<Ours.Goal, Goal>>();
yes<Same<Ours.Goal, Goal>>();
yes<Fits<Ours.Solution, Solution>>();
yes<Same<Ours.Solution, Solution>>();
yes<Same<Ours.SolveView, SolveView>>();
yes<Same<Ours.CurveView, CurveView>>();
yes<Fits<Ours.TypedOffer, TypedOffer>>();
yes<Same<Ours.TypedOffer, TypedOffer>>();
yes<Same<Ours.QuoteView, QuoteView>>();
yes<Same<Ours.MatrixView, MatrixView>>();
yes<Same<Ours.OfferSheet, OfferSheet>>();
yes<Fits<Ours.Scenarios, Scenarios>>();
yes<Same<Ours.Scenarios, Scenarios>>();
yes<Same<Ours.ScenariosView, ScenariosView>>();
yes<Same<Ours.TimelineView, TimelineView>>();
yes<Fits<Ours.DraftForm, DraftForm>>();
yes<Same<Ours.DraftView, DraftView>>();
yes<Fits<Ours.Simulation, Simulation>>();
yes<Same<Ours.Simulation, Simulation>>();
yes<Same<Ours.Simulated, Simulated>>();
yes<Same<Ours.SimulationView, SimulationView>>();
yes<Fits<Ours.BudgetForm, BudgetForm>>();
yes<Same<Ours.BudgetForm, BudgetForm>>();
yes<Same<Ours.BudgetPage, BudgetPage>>();
`;

function compiles(ours) {
  writeFileSync(`${folder}/ours.ts`, ours);
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--allowImportingTsExtensions', '--module', 'esnext', '--moduleResolution', 'bundler', '--ignoreConfig'];
  return spawnSync(`${root}node_modules/.bin/tsc`, [...options, `${folder}/check.ts`], { encoding: 'utf8' });
}

test('the shipped types are those of the schemas', async () => {
  mkdirSync(folder, { recursive: true });
  for (const part of ['application', 'estimate', 'comparison', 'form', 'view', 'goal', 'solution', 'solve-view', 'curve-view', 'typed-offer', 'quote-view', 'matrix-view', 'offer-sheet', 'scenarios', 'scenarios-view', 'timeline-view', 'draft-form', 'draft-view', 'simulation', 'simulated', 'simulation-view', 'budget-form', 'budget-page']) {
    const schema = JSON.parse(execFileSync(program, ['schema', part], { encoding: 'utf8' }));
    writeFileSync(`${folder}/${part}.ts`, await compile(schema, schema.title, { additionalProperties: false }));
  }
  writeFileSync(`${folder}/check.ts`, CHECK);
  const ours = ['widget', 'desk', 'budget'].map((name) => readFileSync(`${root}src/shell/wasm/${name}.d.ts`, 'utf8')).join('\n');

  const good = compiles(ours);
  assert.equal(good.status, 0, good.stdout);
  // And the check bites: a key gone, a key more, a word that is none.
  for (const [from, to] of [['net_cost: Range | null;\n  spend', 'spend'], ['size_class?: SizeClass;', 'size_class?: SizeClass;\n  surprise: string;'], ['"not_published" | "own_terms"', '"guessed" | "own_terms"']]) {
    assert.ok(ours.includes(from), from);
    assert.notEqual(compiles(ours.replace(from, to)).status, 0, `${to} compiles`);
  }
});
