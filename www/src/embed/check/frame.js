/** Whether frame.html may stand in a frame, and whether it runs there. */

import { forbids } from './browser.js';

/** @typedef {import('./check.js').Finding} Finding */

/** How long the frame is waited for. */
const PATIENCE = 8000;

/**
 * Opens it in a frame that nobody sees.
 * @param {URL} url
 * @returns {Promise<'runs' | 'trouble' | 'refused'>}
 */
function enter(url) {
  const frame = document.createElement('iframe');
  frame.className = 'unseen';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  frame.src = url.href;
  return new Promise((done) => {
    /** @param {'runs' | 'trouble' | 'refused'} how */
    const end = (how) => {
      clearTimeout(timer);
      frame.remove();
      done(how);
    };
    const timer = setTimeout(() => end('trouble'), PATIENCE);
    frame.addEventListener('load', () => {
      // A refused frame holds an error page that is nobody's.
      const element = frame.contentDocument?.querySelector('subsidy-calculator');
      if (element) {
        // Its parts may be there before this is asked.
        if (element.shadowRoot?.querySelector('form')) end('runs');
        element.addEventListener('subsidy-ready', () => end('runs'));
        element.addEventListener('subsidy-trouble', () => end('trouble'));
        return;
      }
      end('refused');
    });
    document.body.append(frame);
  });
}

/** @param {URL} home @returns {Promise<Finding[]>} */
export async function frame(home) {
  const url = new URL('frame.html', home);
  const response = await fetch(url, { cache: 'no-store' }).catch(() => null);
  // That a file is missing is told with the files.
  if (!response?.ok) return [];
  const options = response.headers.get('x-frame-options') ?? '';
  const [, ancestors = ''] = /frame-ancestors([^;,]*)/i.exec(response.headers.get('content-security-policy') ?? '') ?? [];
  const how = await enter(url);
  const sent = [options && `X-Frame-Options: ${options}`, ancestors && `frame-ancestors${ancestors}`].filter(Boolean).join('; ') || '—';
  if (how === 'refused') {
    // The word that this page's own policy forbids it comes after the frame.
    await new Promise((done) => setTimeout(done, 200));
    if (forbids('frame-src') || forbids('child-src')) return [];
  }
  if (how === 'refused') return [{ kind: 'frame_refused', state: 'bad', params: { sent }, files: ['frame.html — 200'], fix: 'framing' }];
  if (how === 'trouble') return [{ kind: 'frame_trouble', state: 'bad', files: ['frame.html — 200'], fix: 'policy' }];
  if (options) return [{ kind: 'frame_own', state: 'advice', params: { sent }, fix: 'framing' }];
  return [{ kind: 'frame_good', state: 'good', params: { sent } }];
}
