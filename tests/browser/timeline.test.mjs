// Times, money and papers as an owner reads them on a day, and the calendar file that he takes along.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { browser, pick, spend, text, visit } from './browser.mjs';
import { once } from './engines.mjs';
import { LOOKS, faults, says, sideways, unfold } from './panel.mjs';

browser();

const figures = once('figures');

const program = process.env.SUBSIDY ?? 'target/release/subsidy';
const FIRST = { city: 'nanchang', 'as-of': '2024-09-30', batch: '1', level: '2' };

const windows = (page) => page.locator('#desk-timeline .windows > li').evaluateAll((all) => all.map((one) => one.querySelector('.what').innerText.split('\n')[0].replace(/\s+/g, ' ').trim()));

/** What the page hands to the browser, instead of being saved: name, type, text. */
const caught = (page) => page.evaluate(() => {
  window.handed = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    window.last = blob;
    return make.call(URL, blob);
  };
  HTMLAnchorElement.prototype.click = function click() {
    window.handed.push({ name: this.download, type: window.last.type, text: window.last.text() });
  };
});
const handed = (page) => page.evaluate(() => Promise.all(window.handed.map(async ({ text, ...rest }) => ({ ...rest, text: await text }))));

describe('a programme that runs', () => {
  test('each window stands where the day puts it, in words', () =>
    visit({ set: FIRST }, async (page) => {
      await unfold(page, 'timeline');
      const shown = await windows(page);
      assert.equal(shown.length, 12);
      assert.equal(shown[2], '第一批改造 2024-03 至 2024-10 进行中 还有 31 天 您的批次');
      assert.equal(shown[4], '第一批验收和兑付 2024-11 至 2025-04 未开始 32 天后开始 您的批次');
      assert.equal(shown[0], '项目阶段 2024-03 前 已结束');
      assert.match(await text(page, '#desk-timeline .lead'), /第一批改造：还有 31 天结束/);
    }));

  test('the whole spend is needed until the money comes, and follows the form', () =>
    visit({ set: FIRST }, async (page) => {
      await unfold(page, 'timeline');
      await says(page, 'timeline', /填写投入后，这里写出/);
      await spend(page, { software: '30万', hardware: '100000' });
      await says(page, 'timeline', /兑付之前要先付的钱（元）400,000\.00/);
      await pick(page, '改造批次', '第二批');
      await says(page, 'timeline', /第二批验收和兑付：2025-05 至 2025-08（未开始）/);
      await pick(page, '改造后预计达到', '一级');
      await says(page, 'timeline', /达到一级没有补助，全部投入由企业承担/);
    }));

  figures('what to keep, who to ask, and what is not stated stand below', () =>
    visit({ set: FIRST }, async (page) => {
      await unfold(page, 'timeline');
      assert.deepEqual(await page.locator('#desk-timeline h3').allTextContents(), ['时间安排', '钱什么时候来', '保存和提交的材料', '向谁询问', '文件未写明']);
      assert.match(await text(page, '#desk-timeline'), /只写到月.*有没有预拨，文件未写明/);
    }));
});

describe('a programme that is over', () => {
  figures('is told calmly, and the rest stays useful', () =>
    visit({ set: { city: 'wuhan', 'as-of': '2026-06-30', level: '2' } }, async (page) => {
      await unfold(page, 'timeline');
      assert.match(await text(page, '#desk-timeline .lead'), /最后一个阶段已于 2025-12 结束.*仍可用来核对/);
      assert.ok((await windows(page)).every((one) => one.endsWith('已结束')));
      assert.equal(await page.locator('#desk-timeline [role=alert]').count(), 0);
      assert.match(await text(page, '#desk-timeline'), /市经信局、市财政局/);
    }));
});

describe('the calendar file', () => {
  for (const [city, batch, lang] of [['nanchang', '1', 'zh-CN'], ['hebi', '', 'en']]) {
    test(`${city} in ${lang}: the bytes of the command line, under a name that tells what it is`, () =>
      visit({ set: { city, 'as-of': '2025-06-30', ...(batch && { batch }) }, lang }, async (page, seen) => {
        await unfold(page, 'timeline');
        await caught(page);
        const before = seen.requests.length;
        // By the keyboard, as any button.
        await page.locator('#desk-timeline .taken button').focus();
        await page.keyboard.press('Enter');
        const [file] = await handed(page);
        assert.equal(file.name, `subsidy-${city}-2025-06-30.ics`);
        assert.equal(file.type, 'text/calendar;charset=utf-8');
        const said = execFileSync(program, ['--lang', lang, 'timeline', '--policy', city, '--as-of', '2025-06-30', ...(batch && ['--batch', batch]), '--ics', '-'], { encoding: 'utf8' });
        assert.equal(file.text, said);
        assert.deepEqual(seen.requests.slice(before).filter((url) => !url.startsWith('blob:')), []);
      }));
  }
});

test('where an app keeps files back, the way out stands beside the button', () =>
  visit({ set: FIRST, route: (page) => page.addInitScript(() => Object.defineProperty(navigator, 'userAgent', { get: () => 'Mozilla/5.0 MicroMessenger/8.0' })) }, async (page) => {
    await unfold(page, 'timeline');
    assert.match(await text(page, '#desk-timeline .taken [role=note]'), /在浏览器打开/);
  }));

describe('everyone', () => {
  for (const [name, options] of LOOKS) {
    test(`${name}: axe finds nothing, and nothing goes beyond the window`, () =>
      visit({ set: FIRST, ...options }, async (page) => {
        await spend(page, { software: '300000' });
        await unfold(page, 'timeline');
        assert.deepEqual(await faults(page, 'timeline'), []);
        assert.ok(await sideways(page) <= 0);
      }));
  }

  test('targets are 44 pixels high', () =>
    visit({ set: FIRST, size: { width: 320, height: 800 } }, async (page) => {
      await unfold(page, 'timeline');
      const heights = await page.locator('#desk-timeline button').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
      assert.ok(heights.length && heights.every((height) => height >= 44), `${heights}`);
    }));
});
