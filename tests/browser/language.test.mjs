// A page of its own follows the language that its visitor chooses: head, links, title, and what a screen reader is told.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { browser, visit } from './browser.mjs';
import { hosted } from './server.mjs';

browser({ '/host.html': hosted('<h1>某市</h1><subsidy-calculator city="nanchang"></subsidy-calculator>') });

/** By the strings' files: nobody's code but their own words. */
const WORDS = Object.fromEntries(['zh-CN', 'zh-Hant', 'en'].map((lang) => [lang, JSON.parse(readFileSync(new URL(`../../strings/${lang}.json`, import.meta.url), 'utf8'))]));
const PAGES = { index: 'estimate', quote: 'quote', list: 'list', draft: 'draft', budget: 'budget' };

/** What is seen of the page around the element. */
const seen = (page) => page.evaluate(() => ({
  lang: document.documentElement.lang,
  title: document.title,
  head: document.querySelector('h1').innerText,
  intro: document.querySelector('header p').innerText,
  links: [...document.querySelectorAll('main > p > a')].map((link) => `${link.pathname.split('/').at(-1)}${link.search} ${link.innerText}`),
}));

describe('the page around the element', () => {
  for (const [file, job] of Object.entries(PAGES)) {
    test(`${file}.html in three languages`, () =>
      visit({ path: `/${file}.html` }, async (page) => {
        const chosen = page.locator('subsidy-calculator').getByRole('combobox').filter({ hasText: '繁體中文' });
        await chosen.waitFor();
        for (const lang of ['zh-CN', 'en', 'zh-Hant', 'zh-CN']) {
          await chosen.selectOption(lang);
          const words = WORDS[lang];
          const { links, ...rest } = await seen(page);
          assert.deepEqual(rest, { lang, title: words[`page.${job}.title`], head: words[`page.${job}.title`], intro: words[`page.${job}.intro`] });
          for (const link of links) {
            const [href, ...text] = link.split(' ');
            const [to, asked] = href.split('?');
            assert.equal(text.join(' '), words[`page.link.${PAGES[to.replace('.html', '')]}`]);
            assert.equal(asked, `lang=${lang}`);
          }
        }
      }));
  }

  test('a link to another page takes the language along, and one that there is not is passed over', () =>
    visit({ path: '/index.html' }, async (page) => {
      const chosen = page.locator('subsidy-calculator').getByRole('combobox').filter({ hasText: '繁體中文' });
      await chosen.selectOption('en');
      await page.click('a[href*="list.html"]');
      await page.waitForURL(/list\.html/);
      await page.locator('subsidy-calculator').getByText(WORDS.en['desk.list.choose']).first().waitFor();
      const { lang, title } = await seen(page);
      assert.deepEqual({ lang, title }, { lang: 'en', title: WORDS.en['page.list.title'] });
      // An old Chromium complains of what is still on its way when a page is left.
      await page.waitForLoadState('networkidle');
      await page.goto(page.url().replace('lang=en', 'lang=xx'));
      await page.locator('subsidy-calculator').getByText(WORDS['zh-CN']['desk.list.choose']).first().waitFor();
      assert.equal((await seen(page)).lang, 'zh-CN');
    }));

  test('a host’s page keeps its own language', () =>
    visit({ path: '/host.html' }, async (page) => {
      const chosen = page.locator('subsidy-calculator').getByRole('combobox').filter({ hasText: '繁體中文' });
      await chosen.selectOption('en');
      await page.locator('subsidy-calculator').getByText(WORDS.en['ui.large']).first().waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-CN');
    }));
});
