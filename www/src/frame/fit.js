/** On the host's page: each `<iframe data-subsidy-calculator>` becomes as high as its content. */

/** Higher than this is no calculator. */
const MOST = 30000;

export {};

/** @returns {HTMLIFrameElement[]} */
const all = () => [...document.querySelectorAll('iframe')].filter((frame) => 'subsidyCalculator' in frame.dataset);

/** @param {HTMLIFrameElement} frame */
const home = (frame) => new URL(frame.src, document.baseURI).origin;

addEventListener('message', ({ source, origin: from, data }) => {
  const frame = all().find((frame) => frame.contentWindow === source);
  const height = data?.subsidyCalculatorHeight;
  if (!frame || from !== home(frame) || typeof height !== 'number' || !(height > 0 && height <= MOST)) return;
  // A border lies inside the height where the host says so.
  const border = getComputedStyle(frame).boxSizing === 'border-box' ? frame.offsetHeight - frame.clientHeight : 0;
  frame.style.height = `${height + border}px`;
});

// A frame may have spoken before this script listened.
for (const frame of all()) frame.contentWindow?.postMessage('subsidyCalculatorHeight', home(frame));
