/** The way out where WebAssembly is not to be had: the same questions, put to the host's own server. Only once the visitor has agreed. */

import { phrases } from './engine.js';

/**
 * @param {string} api the server's folder, on the page's own origin
 * @param {string} lang
 * @returns {Promise<import('./engine.js').Engine>}
 */
export async function remote(api, lang) {
  const url = new URL('api/v1/views', api);
  url.searchParams.set('lang', lang);
  return {
    word: await phrases(lang),
    async answer(form) {
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(form), credentials: 'omit', referrerPolicy: 'no-referrer' });
      if (!response.ok) throw new Error(`${response.status} ${url}: ${await response.text()}`);
      return response.json();
    },
  };
}
