/** The lines that mend a server, as they stand in the fragments under server/. */

/** The policy of our own pages. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types subsidy-worker";

/** @param {string} type @param {string} ending @param {string} [more] */
const type = (type, ending, more = '') => ({
  nginx: `${type} ${ending}${more};`,
  Apache: `AddType ${type} .${ending}${more && ` .${more.trim()}`}`,
  IIS: `<remove fileExtension=".${ending}" />\n<mimeMap fileExtension=".${ending}" mimeType="${type}" />`,
});

/** By what is wrong, then by server. @type {Record<string, Record<string, string>>} */
export const FIXES = {
  wasm: type('application/wasm', 'wasm'),
  json: type('application/json', 'json'),
  script: type('text/javascript', 'js', ' mjs'),
  policy: {
    nginx: `add_header Content-Security-Policy "${POLICY}";`,
    Apache: `Header set Content-Security-Policy "${POLICY}"`,
    IIS: `<remove name="Content-Security-Policy" />\n<add name="Content-Security-Policy" value="${POLICY}" />`,
  },
  framing: {
    nginx: `add_header Content-Security-Policy "${POLICY}";`,
    Apache: `Header unset X-Frame-Options\nHeader always unset X-Frame-Options\nHeader set Content-Security-Policy "${POLICY}"`,
    IIS: `<remove name="X-Frame-Options" />\n<add name="Content-Security-Policy" value="${POLICY}" />`,
  },
  pack: {
    nginx: 'gzip_static on;\ngzip on;\ngzip_types text/css text/javascript application/json application/wasm text/plain;',
    Apache: 'AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json application/wasm text/plain',
    IIS: '<urlCompression doStaticCompression="true" />',
  },
  keep: {
    nginx: 'location ~ ^/subsidy/subsidy-calculator-[^/]+/ {\nadd_header Cache-Control "public, max-age=31536000, immutable";',
    Apache: '<If "%{REQUEST_URI} =~ m#/subsidy-calculator-[^/]+/#">\nHeader set Cache-Control "public, max-age=31536000, immutable"\n</If>',
    IIS: '<clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" cacheControlCustom="public, immutable" />',
  },
  fresh: {
    nginx: 'add_header Cache-Control "no-cache";',
    Apache: 'Header set Cache-Control "no-cache"',
    IIS: '<clientCache cacheControlMode="DisableCache" cacheControlCustom="" />',
  },
};
