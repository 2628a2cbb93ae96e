// A link holds the entries behind its #: it is copied, scanned, opened, compared with a later table, and told to no server.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { NANCHANG, NOTHING, PHONE, browser, headline, spend, text, visit } from './browser.mjs';
import { LOOKS, faults, sideways, unfold } from './panel.mjs';
import { DIST, KEPT, heard, hosted } from './server.mjs';

/** A digest as the contract says: SHA-256 over JSON without white space, keys sorted. */
const canonical = (value) => (Array.isArray(value) ? `[${value.map(canonical)}]`
  : value && typeof value === 'object' ? `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)}}` : JSON.stringify(value));
const digest = (table) => `sha256-${createHash('sha256').update(canonical(table)).digest('hex')}`;

const now = JSON.parse(readFileSync(join(DIST, 'policies/nanchang/policy.json'), 'utf8'));
/** The table as it would stand if its first batch had been copied as 50 % and 350,000. */
const then = structuredClone(now);
const [clause] = then.benefits[0].gives.spend_share.clauses;
assert.deepEqual([clause.rate.rate, clause.cap.amount], ['0.60', '400000']);
Object.assign(clause.rate, { rate: '0.50' });
Object.assign(clause.cap, { amount: '350000' });

const listed = (table, superseded) => JSON.stringify([{ id: 'nanchang', folder: 'nanchang', name: now.name, digest: digest(table), superseded }]);
const element = (attributes) => hosted(`<subsidy-calculator city="nanchang" ${attributes}></subsidy-calculator>`);

browser({
  '/stated.html': element('batch="1" level="2" as-of="2024-09-30"'),
  '/nothing.html': NOTHING,
  '/blank.html': hosted('<subsidy-calculator city="wuhan"></subsidy-calculator><subsidy-calculator id="second" city="hebi"></subsidy-calculator>'),
  '/one.html': hosted('<subsidy-calculator cities="hebi"></subsidy-calculator>'),
  '/old.html': element('batch="1" level="2" as-of="2024-09-30" policies="/old/"'),
  '/old/index.json': listed(then),
  '/old/nanchang/policy.json': JSON.stringify(then),
  '/new.html': element('policies="/new/"'),
  '/new/index.json': listed(now, [digest(then)]),
  '/new/nanchang/policy.json': JSON.stringify(now),
  [`/new/nanchang/superseded/${digest(then)}.json`]: JSON.stringify(then),
  '/lost.html': element('policies="/lost/"'),
  '/lost/index.json': listed(now),
  '/lost/nanchang/policy.json': JSON.stringify(now),
});

const first = (page) => page.locator('subsidy-calculator').first();
const panel = (page) => first(page).locator('#desk-link');

/** Opens the panel and gives the link of the entries. */
async function linked(page) {
  await page.locator('.headline').first().waitFor();
  const folded = first(page).locator('details', { has: page.locator('#desk-link') });
  if (!await folded.evaluate((node) => node.open)) await folded.locator('summary').click();
  await page.locator('#link-address').waitFor();
  return page.inputValue('#link-address');
}

/** The link of the design's case. */
async function design(path = '/stated.html') {
  let link;
  await visit({ path }, async (page) => {
    await page.locator('.headline').waitFor();
    await spend(page, { ...NANCHANG, software: '30万' });
    await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.headline').textContent.includes('¥2'));
    link = await linked(page);
  });
  return link.slice(link.indexOf('#'));
}

const code = (png) => {
  const { data, width, height } = PNG.sync.read(png);
  return jsqr(new Uint8ClampedArray(data), width, height)?.data;
};

describe('made', () => {
  test('it holds what was typed, and the page keeps its own address', () =>
    visit({ path: '/stated.html' }, async (page, seen) => {
      await page.locator('.headline').waitFor();
      await spend(page, { ...NANCHANG, software: '30万' });
      const link = await linked(page);
      assert.equal(link, `${seen.origin}/stated.html#subsidy=1&city=nanchang&on=2024-09-30&batch=1&level=2&software=30%E4%B8%87&cloud=50000&data_equipment=50000`
        + `&hardware=1000000&services=30000&table=2024-04-15.${digest(now).slice(7, 19)}&kind=upper_limit&grant=240000.00&lang=zh-CN`);
      assert.equal(page.url(), `${seen.origin}/stated.html`);
      await page.locator('#link-address + button').click();
      await page.locator('.address [role=status]', { hasText: /^(已复制。|浏览器不允许自动复制)/ }).waitFor();
      // Another entry is another link, and the old one is no longer called copied.
      await spend(page, { cloud: '60000' });
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('#link-address').value.includes('cloud=60000'));
      assert.equal(await text(page, '.address [role=status]'), '');
    }));

  test('where copying is not allowed the link is selected', () =>
    visit({ path: '/stated.html', route: (page) => page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined })) }, async (page) => {
      const link = await linked(page);
      await page.locator('#link-address + button').click();
      await page.locator('.address [role=status]', { hasText: '请手动复制' }).waitFor();
      const selected = await page.locator('#link-address').evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd));
      assert.equal(selected, link);
      assert.equal(await page.locator('#link-address').evaluate((field) => field.getRootNode().activeElement === field), true);
    }));

  for (const colorScheme of ['light', 'dark']) {
    test(`its QR code says the same, ${colorScheme}`, () =>
      visit({ path: '/stated.html', size: PHONE, scale: 2, system: { colorScheme }, quiet: false }, async (page, seen) => {
        await page.locator('.headline').waitFor();
        await spend(page, NANCHANG);
        const link = await linked(page);
        await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('.code .qr path'));
        // Taking a picture puts a style of its own into the page.
        assert.deepEqual(seen.complaints, []);
        assert.equal(code(await page.locator('.code .qr').screenshot()), link);
        assert.match(await page.locator('.code .qr').getAttribute('aria-label'), /二维码/);
      }));
  }
});

describe('opened', () => {
  test('the first element of the page takes it: the entries stand as typed, in its city', async () => {
    const link = await design();
    heard.length = 0;
    await visit({ path: `/blank.html?from=mail${link}` }, async (page, seen) => {
      await page.locator('.then').waitFor();
      assert.equal(await page.locator('#city').first().inputValue(), 'nanchang');
      assert.equal(await first(page).locator('#spend-software').inputValue(), '30万');
      assert.equal(await first(page).locator('.headline strong').textContent(), '¥240,000.00');
      assert.equal(await page.locator('#second #city').inputValue(), 'hebi');
      assert.equal(await page.locator('#second details:has(#desk-link)').evaluate((node) => node.open), false);
      const said = await text(page, '.then');
      assert.match(said, /链接里的数据已填入。它是 2024-09-30 按政策表 2024-04-15/);
      assert.match(said, /同一张政策表/);
      assert.match(said, /金额没有变化/);
      assert.equal(page.url(), `${seen.origin}/blank.html?from=mail${link}`);
      assert.equal(await page.evaluate(() => localStorage.length), 0);
    });
    // All that the server heard.
    assert.ok(heard.some((address) => address.startsWith('/blank.html')));
    for (const address of heard) assert.doesNotMatch(address, /subsidy=|software=|30%E4|240000/);
  });

  test('in a page that stands already', async () => {
    const link = await design();
    await visit({ path: '/stated.html' }, async (page) => {
      await page.locator('.headline').waitFor();
      await page.evaluate((link) => { location.hash = link; }, link.replace('software=30%E4%B8%87', 'software=10%E4%B8%87').replace('240000.00', '120000.00'));
      await page.locator('.then').waitFor();
      assert.equal(await headline(page), '¥120,000.00');
    });
  });

  test('awards, batch and level of another city come along', () =>
    visit({ path: '/blank.html#subsidy=1&city=hebi&day=2024-09-30&batch=1&level=4&unit=wan&software=100&award1=smart_factory&if=asked&if.industry=met&people=300&table=undated.0123456789ab&kind=upper_limit&grant=1.00&lang=en' }, async (page) => {
      await page.locator('.then').waitFor();
      assert.equal(await page.locator('#city').first().inputValue(), 'hebi');
      // 50 % of a million, at most 1.2 million.
      assert.equal(await first(page).locator('.headline strong').textContent(), '¥500,000.00');
      assert.equal(await first(page).locator('#award-smart_factory').isChecked(), true);
      assert.match(await text(page, '.then'), /当时的政策表这里没有.*¥1\.00/);
      // What is known of the conditions came along too: it stands in the page's own link.
      assert.match(await linked(page), /&if=asked&if\.industry=met&people=300&/);
    }));

  for (const [what, hash, told] of [
    ['cut off', '#subsidy=1&city=nanchang&day=2024-09-30&software=5', /不完整或被改动过/],
    ['of a newer version', '#subsidy=2&anything', /更新的版本/],
    ['of a city that is not offered', '#subsidy=1&city=nanchang&day=2024-09-30&software=5&table=2024-04-15.0123456789ab&lang=en', /没有链接所说的城市（nanchang）/],
  ]) {
    test(`${what}: said, and nothing is touched`, () =>
      visit({ path: `/one.html${hash}` }, async (page) => {
        await panel(page).locator('[role=alert]').waitFor();
        assert.match(await text(page, '#desk-link [role=alert]'), told);
        assert.equal(await page.inputValue('#city'), 'hebi');
        assert.equal(await page.inputValue('#spend-software'), '');
      }));
  }

  test('another fragment is none of ours', () =>
    visit({ path: '/stated.html#section-2' }, async (page, seen) => {
      await page.locator('#desk-link').waitFor({ state: 'attached' });
      await page.waitForTimeout(300);
      assert.equal(await page.locator('details:has(#desk-link)').evaluate((node) => node.open), false);
      assert.ok(!seen.requests.some((url) => url.endsWith('/desk.js')));
    }));
});

describe('a table that was corrected since', () => {
  test('both answers stand side by side, with the figures that changed', async () => {
    const link = await design('/old.html');
    assert.match(link, /grant=200000\.00/);
    await visit({ path: `/new.html${link}` }, async (page) => {
      await page.locator('.then .figures').waitFor();
      assert.equal(await headline(page), '¥240,000.00');
      assert.deepEqual(await page.locator('.sides b').allInnerTexts(), ['¥200,000.00', '¥240,000.00']);
      assert.match(await text(page, '.then'), /金额：¥200,000\.00 → ¥240,000\.00（\+40,000\.00）/);
      assert.deepEqual(await page.locator('.figures tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent))), [
        ['第一批 · 二级、三级、四级 · 比例', '不超过 50%', '不超过 60%'],
        ['第一批 · 二级、三级、四级 · 上限', '不超过 350,000.00', '不超过 400,000.00'],
      ]);
    });
  });

  test('where it is not to be had, that is said, and what the link says stands', async () => {
    const link = await design('/old.html');
    await visit({ path: `/lost.html${link}` }, async (page) => {
      await page.locator('.then').waitFor();
      assert.deepEqual(await page.locator('.sides b').allInnerTexts(), ['¥200,000.00', '¥240,000.00']);
      assert.match(await text(page, '.then'), /未经核对/);
      assert.equal(await page.locator('.figures').count(), 0);
    });
  });
});

describe('a verification code', () => {
  test('is recomputed from the entries, and from the link that was opened', async () => {
    let code;
    await visit({ path: '/stated.html' }, async (page) => {
      await page.locator('.headline').waitFor();
      await spend(page, NANCHANG);
      await linked(page);
      [code] = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await text(page, '.check > .hint:last-child'));
      const check = async (typed, verdict) => {
        await page.fill('#link-code', typed);
        await page.locator('#link-code + button').click();
        await page.locator('#link-code-said', { hasText: verdict }).waitFor();
      };
      await check(` ${code.toLowerCase().replaceAll('-', ' ')}`, /^一致：.*2024-09-30/);
      await check('0000-0000-0000', /^不一致/);
      await check('7K2M', /^这不是核验码/);
      assert.equal(await page.locator('#link-code').getAttribute('aria-invalid'), 'true');
      await check(code, /^一致/);
      await spend(page, { cloud: '50001' });
      await page.waitForFunction(() => document.querySelector('subsidy-calculator').shadowRoot.querySelector('#link-code-said').textContent === '');
      await page.locator('#link-code + button').click();
      await page.locator('#link-code-said', { hasText: /^不一致/ }).waitFor();
    });
    const link = (await design()).replace('30%E4%B8%87', '300000').replace('on=', 'day=');
    await visit({ path: `/new.html${link}` }, async (page) => {
      await page.locator('.then').waitFor();
      await page.fill('#link-code', code);
      await page.locator('#link-code + button').click();
      // The form is asked as of today; the code is that of the link's own day.
      await page.locator('#link-code-said', { hasText: /^一致：.*2024-09-30/ }).waitFor();
    });
  });
});

test('in the single file on a disk: the link works there alone, which is said, and opens', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'link-'));
  const file = join(folder, '补助测算.html');
  copyFileSync(join(DIST, `${KEPT}.html`), file);
  const link = await design();
  await visit({ path: '/nothing.html', quiet: false }, async (page, seen) => {
    await page.context().setOffline(true);
    seen.complaints.length = 0;
    await page.goto(`${pathToFileURL(file).href}${link}`);
    await page.locator('.then').waitFor();
    assert.equal(await headline(page), '¥240,000.00');
    assert.match(await text(page, '#desk-link'), /只在这台电脑上有效/);
    assert.equal(await page.locator('.code').count(), 0);
    assert.ok((await page.inputValue('#link-address')).startsWith('file:///'));
    assert.deepEqual(seen.complaints, []);
  });
  rmSync(folder, { recursive: true });
});

describe('for everyone', () => {
  for (const [look, options] of LOOKS) {
    test(look, () => visit({ set: { batch: '1', level: '2', 'as-of': '2024-09-30' }, ...options }, async (page) => {
      await spend(page, NANCHANG);
      await unfold(page, 'link');
      assert.deepEqual(await faults(page, 'link'), []);
      assert.ok((await sideways(page)) <= 0);
    }));
  }
});
