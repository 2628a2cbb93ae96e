/**
 * The live nodes follow a description: `h` describes, `draw` brings the nodes to it.
 *
 * A node that is described again stays the same node, so an input keeps its focus and its caret. Text goes in as text and nothing is parsed as HTML, which is
 * what Trusted Types ask for.
 */

/** @typedef {string | Part | null | undefined | false} Piece */
/** @typedef {Piece | Piece[] | (Piece | Piece[])[]} Pieces */
/** @typedef {{tag: string, props: Record<string, any>, kids: Pieces[]}} Part */

/**
 * What is remembered of a node: its name among its siblings, what it was last drawn from, and what stands in it, in order, or as its only text.
 * @typedef {{key: string, part?: Part, kids?: Kid[], text?: string}} Memory
 * @typedef {{key: string, node: Node}} Kid
 */

/** @type {WeakMap<Node, Memory>} */
const memories = new WeakMap();

/** Set as properties, and only where they differ: setting a value moves the caret. */
const OWN = ['value', 'checked', 'min', 'max'];

/**
 * @param {string} tag
 * @param {Record<string, any> | null} [props] attributes; `key` among siblings, `on…` handlers, `css` custom properties
 * @param {...Pieces} kids
 * @returns {Part}
 */
export const h = (tag, props, ...kids) => ({ tag, props: props ?? {}, kids });

/**
 * A description that is made anew only when what it shows has changed; `draw` passes over one that it has drawn.
 * @param {Map<string, {shown: string, piece: Piece}>} kept
 * @param {string} name
 * @param {unknown} data
 * @param {() => Piece} make
 */
export function keep(kept, name, data, make) {
  const shown = JSON.stringify(data);
  const last = kept.get(name);
  if (last?.shown === shown) return last.piece;
  const piece = make();
  kept.set(name, { shown, piece });
  return piece;
}

/**
 * @param {Node} parent
 * @param {Pieces[]} pieces
 */
export function draw(parent, pieces) {
  let memory = memories.get(parent);
  if (!memory) memories.set(parent, memory = { key: '' });
  fill(parent, memory, pieces);
}

/** @param {Node} parent @param {Memory} memory @param {Pieces[]} pieces */
function fill(parent, memory, pieces) {
  const wanted = named(pieces);
  const { kids: last } = memory;
  const same = last?.length === wanted.length && wanted.every(({ key }, at) => key === last[at]?.key);
  const kids = same ? last : found(parent, wanted);
  // What is new is whole before it stands in the page.
  for (const [at, { piece }] of wanted.entries()) {
    const { node } = /** @type {Kid} */ (kids[at]);
    if (typeof piece !== 'string') bring(/** @type {HTMLElement} */ (node), piece);
    else if (node.nodeValue !== piece) node.nodeValue = piece;
  }
  if (same) return;
  place(parent, kids);
  Object.assign(memory, { kids, text: undefined });
}

/** Most elements have a text and nothing else. @param {Node} node @param {Memory} memory @param {string} text */
function write(node, memory, text) {
  if (memory.text === text) return;
  node.textContent = text;
  Object.assign(memory, { kids: undefined, text });
}

/**
 * A node for each: those there are stay, the others are made.
 * @param {Node} parent
 * @param {{key: string, piece: string | Part}[]} wanted
 * @returns {Kid[]}
 */
function found(parent, wanted) {
  /** @type {Map<string, Node>} */
  const live = new Map();
  for (let node = parent.firstChild; node; node = node.nextSibling) live.set(memories.get(node)?.key ?? '', node);
  return wanted.map(({ key, piece }) => ({ key, node: live.get(key) ?? made(key, piece) }));
}

/** The nodes in their order, and no other. @param {Node} parent @param {Kid[]} kids */
function place(parent, kids) {
  // Most nodes are new, and have nothing to lose.
  if (parent.firstChild) {
    const wanted = new Set(kids.map(({ node }) => node));
    for (const node of [...parent.childNodes]) if (!wanted.has(node)) parent.removeChild(node);
  }
  let at = parent.firstChild;
  for (const { node } of kids) {
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
}

/**
 * Each with a key of its own among its siblings.
 * @param {Pieces[]} pieces
 */
function named(pieces) {
  /** @type {Record<string, number>} */
  const counts = {};
  /** @type {{key: string, piece: string | Part}[]} */
  const wanted = [];
  for (const piece of /** @type {Piece[]} */ (pieces.flat(Infinity))) {
    if (!piece) continue;
    const name = typeof piece === 'string' ? '' : `${piece.tag} ${piece.props.key ?? ''}`;
    counts[name] = (counts[name] ?? 0) + 1;
    wanted.push({ key: `${name} ${counts[name]}`, piece });
  }
  return wanted;
}

/** @param {string} key @param {string | Part} piece */
function made(key, piece) {
  const node = typeof piece === 'string' ? new Text() : piece.props.xmlns ? document.createElementNS(piece.props.xmlns, piece.tag) : document.createElement(piece.tag);
  memories.set(node, { key });
  return node;
}

/** @param {HTMLElement} node @param {Part} part */
function bring(node, part) {
  const memory = memories.get(node);
  if (!memory || memory.part === part) return;
  const before = memory.part?.props ?? {};
  const { props: after, kids: [only, ...more] } = part;
  if (only && typeof only === 'string' && !more.length) write(node, memory, only);
  else fill(node, memory, part.kids);
  for (const name in after) assign(node, name, before[name], after[name]);
  for (const name in before) if (!(name in after)) assign(node, name, before[name], undefined);
  memory.part = part;
}

/** @param {HTMLElement} node @param {string} name @param {any} before @param {any} value */
function assign(node, name, before, value) {
  if (OWN.includes(name) || name.startsWith('on')) {
    const target = /** @type {any} */ (node);
    if (target[name] !== value) target[name] = value ?? null;
  } else if (name === 'css') {
    for (const [property, text] of Object.entries(value ?? {})) if (before?.[property] !== text) node.style.setProperty(property, text);
  } else if (name !== 'key' && value !== before) {
    if (value === undefined || value === null || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? '' : value);
  }
}
