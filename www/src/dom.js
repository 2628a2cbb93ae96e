/**
 * The live nodes follow a description: `h` describes, `draw` brings the nodes to it.
 *
 * A node that is described again stays the same node, so an input keeps its focus and its caret. Text goes in as text and nothing is parsed as HTML, which is
 * what Trusted Types ask for.
 */

/** @typedef {string | Part | null | undefined | false} Piece */
/** @typedef {Piece | Piece[] | (Piece | Piece[])[]} Pieces */
/** @typedef {{tag: string, props: Record<string, any>, kids: Pieces[]}} Part */

/** What a node was last drawn from. @type {WeakMap<Node, {key: string, part?: Part}>} */
const memories = new WeakMap();

/** What stands in a node, in order; only `draw` changes it. @type {WeakMap<Node, {key: string, node: Node}[]>} */
const children = new WeakMap();

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
  const wanted = named(pieces);
  const last = children.get(parent);
  const same = last?.length === wanted.length && wanted.every(({ key }, at) => key === last[at]?.key);
  const nodes = same ? last.map(({ node }) => node) : placed(parent, wanted);
  if (!same) children.set(parent, wanted.map(({ key }, at) => ({ key, node: /** @type {Node} */ (nodes[at]) })));
  for (const [at, { piece }] of wanted.entries()) {
    const node = /** @type {Node} */ (nodes[at]);
    if (typeof piece !== 'string') bring(/** @type {HTMLElement} */ (node), piece);
    else if (node.nodeValue !== piece) node.nodeValue = piece;
  }
}

/**
 * The nodes in their order: those there are stay, the rest is made or goes.
 * @param {Node} parent
 * @param {{key: string, piece: string | Part}[]} wanted
 */
function placed(parent, wanted) {
  /** @type {Map<string, Node>} */
  const live = new Map();
  // Most nodes are new, and have nothing to keep.
  if (parent.firstChild) {
    const keys = new Set(wanted.map(({ key }) => key));
    for (const node of [...parent.childNodes]) {
      const key = memories.get(node)?.key ?? '';
      if (keys.has(key)) live.set(key, node);
      else parent.removeChild(node);
    }
  }
  let at = parent.firstChild;
  return wanted.map(({ key, piece }) => {
    const node = live.get(key) ?? made(key, piece);
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
    return node;
  });
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
  const after = part.props;
  draw(node, part.kids);
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
