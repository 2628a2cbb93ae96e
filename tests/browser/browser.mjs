// A real browser on the built page, and what every page is held to: no request elsewhere, no complaint in the console, no broken policy.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { chromium, firefox } from 'playwright-core';
import { OLDEST, TOO_OLD, chromiumOf } from '../minimum/old.mjs';
import { serve } from './server.mjs';

const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  // Letters are drawn alike on every screen.
  '--disable-lcd-text', '--font-render-hinting=none', '--force-color-profile=srgb',
];

/**
 * What today's Chromium goes without. Of two such switches the last one counts, so Playwright's own are named once more (its `chromiumSwitches`); the last two
 * are the drop-downs of the address bar, pages with a process each that every window loads though nobody sees it.
 */
const WITHOUT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'DialMediaRouteProvider', 'GlobalMediaControls', 'HttpsUpgrades', 'LensOverlay', 'MediaRouter', 'PaintHolding',
  'ThirdPartyStoragePartitioning', 'BlockOriginHeaderModificationOnRedirect', 'Translate', 'AutoDeElevate', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled',
  'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup',
];

/** What Chromium before 108 says of every page with container queries that is printed; what it prints is checked. */
const OLD_PRINTING = /^Using container queries or units with printing/;

/** What the visitor's system asks for. */
const SYSTEM = { colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' };

/**
 * A Chromium is told of the system's wishes page by page.
 * @param {() => Promise<string>} path
 * @param {string[]} [args]
 */
const chromiumAt = (path, args = ARGS) => ({ same: () => '', launch: async () => chromium.launch({ executablePath: await path(), args }) });

/** What the environment variable BROWSER may name. @type {Record<string, {same(system: typeof SYSTEM): string, launch(system: typeof SYSTEM): Promise<import('playwright-core').Browser>}>} */
const ENGINES = {
  chromium: chromiumAt(async () => process.env.CHROMIUM ?? '/usr/bin/chromium', [...ARGS, `--disable-features=${WITHOUT}`]),
  oldest: chromiumAt(() => chromiumOf(OLDEST.chrome)),
  'too-old': chromiumAt(() => chromiumOf(TOO_OLD)),
  // Debian's Firefox speaks WebDriver BiDi, which cannot change the system's wishes on the way: each set of wishes is a Firefox of its own.
  firefox: {
    same: JSON.stringify,
    launch: ({ colorScheme, forcedColors, reducedMotion }) => firefox.launch({
      channel: 'moz-firefox',
      executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
      firefoxUserPrefs: {
        'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
        'browser.display.document_color_use': forcedColors === 'active' ? 2 : 1,
        // The system's colour for what is chosen: its own is too pale here for the white on it.
        'ui.highlight': '#1f4e9e',
        'ui.highlighttext': '#ffffff',
        'ui.prefersReducedMotion': reducedMotion === 'reduce' ? 1 : 0,
      },
    }),
  },
};

export const DESKTOP = { width: 1180, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** The case of the design: what counts is 400,000. */
export const NANCHANG = { software: '300000', cloud: '50000', data_equipment: '50000', hardware: '1000000', services: '30000' };

/** So long a test waits for what must come: two browsers share the processors, and late is not wrong. */
const PATIENCE = 30_000;

let server;
let engine;
/** @type {Map<string, Promise<import('playwright-core').Browser>>} */
const launched = new Map();

/** A page that asks for nothing: where a visit begins that goes elsewhere. */
export const NOTHING = '<!doctype html><html lang="en"><title>x</title><link rel="icon" href="data:,"></html>';

/** @param {typeof SYSTEM} system */
function launch(system) {
  const { same, launch } = engine;
  const key = same(system);
  if (!launched.has(key)) launched.set(key, launch(system));
  return launched.get(key);
}

/**
 * One browser and one server for a file of tests.
 * @param {Record<string, string>} [pages] more pages, by path
 * @param {string} [name] the browser, one of ENGINES
 */
export function browser(pages, name = process.env.BROWSER ?? 'chromium') {
  before(async () => {
    engine = ENGINES[name];
    assert.ok(engine, `BROWSER is one of ${Object.keys(ENGINES)}`);
    server = await serve(pages);
    await launch(SYSTEM);
  });
  after(async () => {
    for (const started of launched.values()) await (await started).close();
    await server?.close();
  });
}

/**
 * Opens a page, hands it to the test, and then asks whether it behaved.
 * @param {{path?: string, size?: {width: number, height: number}, scale?: number, system?: Partial<typeof SYSTEM>, set?: Record<string, string>, lang?: string, quiet?: boolean, route?: (page: import('playwright-core').Page) => Promise<void>}} options
 * @param {(page: import('playwright-core').Page, seen: {requests: string[], complaints: string[]}) => Promise<void>} test
 */
export async function visit({ path = '/', size = DESKTOP, scale = 1, system, set, lang, quiet = true, route }, test) {
  const wishes = { ...SYSTEM, ...system };
  const session = await (await launch(wishes)).newContext({ viewport: size, deviceScaleFactor: scale, locale: 'zh-CN', ...wishes });
  const page = await session.newPage();
  page.setDefaultTimeout(PATIENCE);
  patient(page);
  const seen = { requests: [], complaints: [], origin: server.origin };
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !OLD_PRINTING.test(message.text()) && seen.complaints.push(message.text()));
  page.on('pageerror', (error) => seen.complaints.push(String(error)));
  await page.addInitScript(() => {
    // Of an error Firefox hands its type alone to the outside, so it is made words in the page.
    const { error } = console;
    console.error = (...said) => error(...said.map(String));
    document.addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  await route?.(page);
  await page.goto(`${server.origin}${path}`);
  if (set || lang) {
    await page.waitForSelector('subsidy-calculator .headline');
    await page.evaluate(([attributes, lang]) => {
      if (lang) document.documentElement.lang = lang;
      const element = document.querySelector('subsidy-calculator');
      for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
    }, [set, lang]);
    await settled(page);
  }
  await test(page, seen);
  if (quiet) {
    assert.deepEqual(seen.complaints, []);
    assert.deepEqual(seen.requests.filter((url) => !url.startsWith(`${server.origin}/`) && !url.startsWith('data:')), []);
  }
  await session.close();
}

/** The city that is chosen is the city that is answered for. */
export async function settled(page) {
  await page.waitForFunction(() => {
    const element = document.querySelector('subsidy-calculator');
    const chosen = element.shadowRoot.querySelector('#city').value;
    return chosen === (element.getAttribute('city') ?? chosen) && element.shadowRoot.querySelector('.foot').textContent.includes(` ${chosen} `);
  });
}

/** What a test may ask of a page. */
const READS = ['allInnerTexts', 'allTextContents', 'boundingBox', 'count', 'evaluateAll', 'getAttribute', 'innerText', 'inputValue', 'isChecked', 'isVisible', 'textContent'];

/**
 * While one types, what an answer rests on follows it by a frame: everything that a test reads is read after that frame.
 * @param {import('playwright-core').Page} page
 */
function patient(page) {
  const evaluate = page.evaluate.bind(page);
  const drawn = () => evaluate(() => new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    // A page out of sight draws no frames.
    setTimeout(done, 500);
  })).catch(() => {});
  page.evaluate = async (...given) => {
    await drawn();
    return evaluate(...given);
  };
  // What is not there yet, such as the inside of an element that is not defined so far, is waited for too.
  const wait = page.waitForFunction.bind(page);
  page.waitForFunction = async (...given) => {
    for (const end = Date.now() + PATIENCE; ;) {
      try {
        return await wait(...given);
      } catch (error) {
        if (!error.message.includes('TypeError') || Date.now() > end) throw error;
        await page.waitForTimeout(50);
      }
    }
  };
  const locator = Object.getPrototypeOf(page.locator('html'));
  for (const name of READS.filter((name) => !locator[name].patient)) {
    const read = locator[name];
    locator[name] = async function (...given) {
      await this.page().evaluate(() => {}).catch(() => {});
      return read.apply(this, given);
    };
    locator[name].patient = true;
  }
}

/** Types amounts, by category. */
export async function spend(page, amounts) {
  for (const [category, text] of Object.entries(amounts)) await page.fill(`#spend-${category}`, text);
}

/** Picks a choice by its label. */
export const pick = (page, group, label) => page.locator('fieldset', { hasText: group }).locator('label', { hasText: label }).click();

/** What stands there, white space folded; hidden text too. */
export const text = async (page, selector) => ((await page.locator(selector).first().textContent()) ?? '').replace(/\s+/g, ' ').trim();

export const headline = (page) => text(page, '.headline strong');
