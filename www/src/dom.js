/**
 * The live nodes follow a description: `h` describes, `draw` brings the nodes to it.
 *
 * A node that is described again stays the same node, so an input keeps its focus and its caret. Text goes in as text and nothing is parsed as HTML, which is
 * what Trusted Types ask for.
 */

/** @typedef {string | Part | null | undefined | false} Piece */
/** @typedef {Piece | Pieces[]} Pieces */
/** @typedef {{tag: string, props: Record<string, any>, kids: Pieces[]}} Part */
/** @typedef {{key?: string, props?: Record<string, any>}} Memory */

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
 * @param {Node} parent
 * @param {Pieces[]} pieces
 */
export function draw(parent, pieces) {
  /** @type {Map<string, Node>} */
  const live = new Map();
  for (const node of parent.childNodes) live.set(memories.get(node)?.key ?? '', node);
  /** @type {Record<string, number>} */
  const counts = {};
  /** @type {Node[]} */
  const wanted = [];
  for (const piece of /** @type {Piece[]} */ (pieces.flat(Infinity))) {
    if (!piece) continue;
    const part = typeof piece === 'string' ? null : piece;
    const name = part ? `${part.tag} ${part.props.key ?? ''}` : '';
    counts[name] = (counts[name] ?? 0) + 1;
    const key = `${name} ${counts[name]}`;
    const node = live.get(key) ?? (part ? document.createElement(part.tag) : new Text());
    live.delete(key);
    const memory = memories.get(node) ?? { key };
    memories.set(node, memory);
    if (part) {
      draw(node, part.kids);
      assign(/** @type {HTMLElement} */ (node), memory.props ?? {}, part.props);
      memory.props = part.props;
    } else if (node.textContent !== piece) {
      node.textContent = /** @type {string} */ (piece);
    }
    wanted.push(node);
  }
  for (const node of live.values()) parent.removeChild(node);
  let at = parent.firstChild;
  for (const node of wanted) {
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
}

/**
 * @param {HTMLElement} node
 * @param {Record<string, any>} before
 * @param {Record<string, any>} after
 */
function assign(node, before, after) {
  for (const name of Object.keys({ ...before, ...after })) {
    const value = after[name];
    if (OWN.includes(name) || name.startsWith('on')) {
      const target = /** @type {any} */ (node);
      if (target[name] !== value) target[name] = value ?? null;
    } else if (name === 'css') {
      for (const [property, text] of Object.entries(value)) node.style.setProperty(property, text);
    } else if (name !== 'key' && value !== before[name]) {
      if (value === undefined || value === null || value === false) node.removeAttribute(name);
      else node.setAttribute(name, value === true ? '' : value);
    }
  }
}
