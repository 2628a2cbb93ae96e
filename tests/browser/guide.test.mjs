// EMBED.md as a webmaster uses it: each snippet as it is written, under the policy that stands below it; and the facts that it states, held to their sources.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { www } from '../../www/build/places.mjs';
import { NAMES } from '../../www/src/attributes.js';
import { SIGNS } from '../../www/src/render/page.js';
import { spend } from './browser.mjs';
import { browserAlone, open, portal } from './host.mjs';
import { DIST } from './server.mjs';

const GUIDES = { 'EMBED.md': 'zh-CN', 'EMBED.en.md': 'en' };
const WAYS = ['element', 'iframe', 'whole'];
const text = (name) => readFileSync(join(DIST, name), 'utf8');

/** The pages of a guide and the policy that follows each. */
function ways(name) {
  const blocks = [...text(name).matchAll(/```(html|text)\n(.*?)\n```/gs)].map(([, kind, content]) => ({ kind, content }));
  assert.deepEqual(blocks.map(({ kind }) => kind), ['html', 'text', 'html', 'text', 'html', 'text']);
  return WAYS.map((way, at) => ({ way, body: blocks[at * 2].content, policy: blocks[at * 2 + 1].content }));
}

const pages = {};
for (const [name, lang] of Object.entries(GUIDES)) {
  for (const { way, body, policy } of ways(name)) {
    pages[`/${way}.${lang}.html`] = { body, policy };
    // Not even one character of a file may differ from what the snippet was written for.
    pages[`/${way}.${lang}.wrong.html`] = { body: body.replace(/sha384-..../, 'sha384-AAAA'), policy };
    // Without a script of the host's.
    pages[`/${way}.${lang}.still.html`] = { body: body.replace(/<script.*?<\/script>/s, ''), policy: policy.replace(/ script-src [^;]+;/, '') };
    for (const [at, part] of policy.split('; ').entries()) pages[`/${way}.${lang}.${at}.html`] = { body, policy: part.startsWith('default-src') ? policy : policy.replace(`${part}; `, '') };
  }
}

browserAlone();
const site = portal(() => ({ pages }));

/** The element, in the page or in its frame. */
const inside = (page, way) => (way === 'iframe' ? page.frameLocator('iframe') : page);

for (const [name, lang] of Object.entries(GUIDES)) {
  describe(name, () => {
    for (const way of WAYS) {
      test(`${way}: as written, under the policy as written`, () =>
        open(`${site.origin}/${way}.${lang}.html`, {}, async (page, seen) => {
          const where = inside(page, way);
          await where.locator('.headline').waitFor();
          await where.locator('label', { hasText: lang === 'en' ? 'Batch 1' : '第一批' }).first().click();
          await where.locator('label', { hasText: lang === 'en' ? 'Level 2' : '二级' }).first().click();
          await where.locator('#spend-software').fill('100000');
          await page.waitForTimeout(100);
          assert.equal(await where.locator('.headline strong').textContent(), '¥60,000.00');
          assert.equal(await where.locator('subsidy-calculator > .sc-rates').first().isVisible(), false);
          const asked = seen.requests.filter((url) => /\.(wasm|json)$/.test(url)).length;
          assert.equal(asked, way === 'whole' ? 0 : 3);
        }));

      test(`${way}: with another hash the browser refuses, and what stands there stays`, () =>
        open(`${site.origin}/${way}.${lang}.wrong.html`, { quiet: false }, async (page, seen) => {
          await page.waitForTimeout(400);
          assert.ok(seen.complaints.some((line) => /integrity/i.test(line)), seen.complaints.join('\n'));
          // A frame needs no script of the host's; it only keeps its height.
          if (way === 'iframe') assert.equal(await inside(page, way).locator('.headline').isVisible(), true);
          else assert.equal(await page.locator('.sc-rates td').first().isVisible(), true);
        }));
    }

    test('the frame needs no script, and the table of rates is there without one', async () => {
      await open(`${site.origin}/iframe.${lang}.still.html`, {}, (page) => inside(page, 'iframe').locator('.headline').waitFor());
      await open(`${site.origin}/element.${lang}.still.html`, {}, async (page) => assert.equal(await page.locator('subsidy-calculator .sc-rates td').first().isVisible(), true));
    });

    test('no part of a policy is there for nothing', async () => {
      for (const { way, policy } of ways(name)) {
        for (const [at, part] of policy.split('; ').entries()) {
          if (!/^(script|connect|frame)-src/.test(part)) continue;
          await open(`${site.origin}/${way}.${lang}.${at}.html`, { quiet: false }, async (page, seen) => {
            const broken = () => seen.complaints.some((line) => line.includes('policy: '));
            for (const end = Date.now() + 5000; !broken() && Date.now() < end;) await page.waitForTimeout(20);
            assert.ok(broken(), `${way} works without ${part}`);
          });
        }
      }
    });

    test('the attributes, properties, parts and browsers are those of the sources', () => {
      const guide = text(name);
      // From the end what follows the jobs of their own, which come to be more.
      const section = (at) => guide.split(/^## /m).at(at);
      const listed = (content) => [...content.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, cell]) => cell);
      assert.deepEqual(listed(section(6)), NAMES);
      assert.deepEqual(listed(section(-6)), ['subsidy-ready', 'subsidy-answer', 'subsidy-trouble']);

      const sheets = readdirSync(www('src/styles')).map((file) => readFileSync(www(`src/styles/${file}`), 'utf8'));
      const css = sheets.join('\n').replace(/\/\*.*?\*\//gs, '');
      const looks = section(-5);
      assert.deepEqual(listed(looks).sort(), [...new Set(css.match(/--sc-[\w-]+/g))].sort());
      for (const [, property, light, dark] of looks.matchAll(/^\| `(--sc-[\w-]+)` \| .*? \| `(.*?)` \| (.*?) \|$/gm)) {
        assert.ok(css.includes(`var(${property}, ${light})`), `${property} is not ${light} by day`);
        if (dark.startsWith('`')) assert.ok(css.includes(`var(${property}, ${dark.replaceAll('`', '')})`), `${property} is not ${dark} by night`);
      }

      const parts = new Set();
      for (const file of readdirSync(www('src/render'))) {
        for (const [, value] of readFileSync(www(`src/render/${file}`), 'utf8').matchAll(/\bpart: (.+?)(?=, [\w'-]+[:,]| \}|,$)/gm)) {
          for (const [, words] of value.matchAll(/['`]([\w $.{}]+)['`]/g)) for (const part of words.split(' ')) if (!part.includes('$')) parts.add(part);
        }
      }
      const lines = looks.split('\n');
      const at = lines.findIndex((line) => line.includes('`::part()`'));
      const names = (line) => [...line.matchAll(/`(\w+)`/g)].map(([, part]) => part).sort();
      assert.deepEqual(names(lines[at]), [...parts].sort());
      assert.deepEqual(names(lines[at + 1]), Object.keys(SIGNS).sort());

      for (const browser of ['Chrome', 'Edge', 'Firefox', 'Safari']) assert.match(section(-4), new RegExp(`${browser} \\d`));
    });
  });
}

describe('every hash', () => {
  const list = JSON.parse(text('integrity.json'));
  const hash = (path) => `sha384-${createHash('sha384').update(readFileSync(join(DIST, path))).digest('base64')}`;

  test('of integrity.json is that of the file, and no file is left out', () => {
    for (const [path, said] of Object.entries(list.files)) assert.equal(hash(path), said, path);
    const all = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(DIST.length + 1));
    const unnamed = all.filter((path) => !list.files[path] && !/\.(br|gz)$/.test(path) && !list.files[path.replace(/\.(br|gz)$/, '')]);
    assert.deepEqual(unnamed.filter((path) => !/^(EMBED(\.en)?\.md|integrity\.json|server\/.+)$/.test(path)), []);
  });

  test('in a snippet is that of the file beside it', () => {
    let count = 0;
    for (const name of Object.keys(GUIDES)) {
      for (const [, path, said] of text(name).matchAll(/src="\/subsidy\/([^"]+)" integrity="([^"]+)"/g)) {
        assert.equal(hash(path), said, path);
        count++;
      }
    }
    assert.equal(count, 6);
  });

  test('that the element holds its parts to is that of the part', () => {
    const script = text(`${list.folder}/element.js`);
    const held = [...script.matchAll(/"((?:subsidy\.wasm|strings\/|policies\/)[^"]*)",\s*"sha256-([^"]+)"/g)];
    assert.equal(held.length, 9);
    for (const [, path, said] of held) assert.equal(createHash('sha256').update(readFileSync(join(DIST, list.folder, path))).digest('base64'), said, path);
  });
});
