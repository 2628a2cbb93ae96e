/** The portal's own colour, as the style that sets it. */

/** The cards that the accent has to be read on. */
const CARDS = { light: '#ffffff', dark: '#19212c' };

/** What may stand on an accent: white, or the darkest of the shipped themes. */
const INKS = ['#ffffff', '#0b1a2b'];

/** @param {string} text */
export const isColour = (text) => /^#[\da-f]{6}$/i.test(text);

/** WCAG's relative luminance: 0 is black, 1 is white. @param {string} colour */
function luminance(colour) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = +`0x${colour.slice(at, at + 2)}` / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {string} one @param {string} other */
function contrast(one, other) {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * Whether text of this colour can be read on the theme's cards (AA).
 * @param {string} accent
 * @param {string} theme
 */
export const legible = (accent, theme) => contrast(accent, theme === 'dark' ? CARDS.dark : CARDS.light) >= 4.5;

/**
 * Where the theme follows the system, the dark one keeps its own accent: hardly a colour can be read on both.
 * @param {string} accent `#rrggbb`
 * @param {string} theme
 */
export function rule(accent, theme) {
  const [ink] = [...INKS].sort((a, b) => contrast(b, accent) - contrast(a, accent));
  const set = `subsidy-calculator { --sc-accent: ${accent}; --sc-on-accent: ${ink}; }`;
  return ['light', 'dark'].includes(theme) ? set : `@media (prefers-color-scheme: light) {\n  ${set}\n}`;
}
