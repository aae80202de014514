import { mayStand } from "../../tree/tree_utils";

/**
 * What can be done with the tree of a flow. Every function returns a new tree and leaves the
 * old one alone, so that a step back is the tree before.
 *
 * @typedef {{key: string, kind: string, name: string, children: Node[]}} Node
 */

export const HELD = { branch: "case", parallel: "lane" };

/** Return a key that no other node has. */
export function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(6));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Visit every node from top to bottom.
 *
 * @param {Node[]} tree
 * @param {(node: Node, parent: Node|null, index: number) => void} visit
 * @param {Node|null} [parent]
 */
export function walk(tree, visit, parent = null) {
    tree.forEach((node, index) => {
        visit(node, parent, index);
        walk(node.children, visit, node);
    });
}

/**
 * Return all nodes from top to bottom.
 *
 * @param {Node[]} tree
 * @returns {Node[]}
 */
export function flat(tree) {
    const found = [];
    walk(tree, (node) => found.push(node));
    return found;
}

/**
 * Find a node and where it stands.
 *
 * @param {Node[]} tree
 * @param {string} key
 * @returns {{node: Node, parent: Node|null, index: number}|null}
 */
export function find(tree, key) {
    let found = null;
    walk(tree, (node, parent, index) => {
        if (node.key === key) {
            found = { node, parent, index };
        }
    });
    return found;
}

/**
 * Return the nodes around a node, the outermost first.
 *
 * @param {Node[]} tree
 * @param {string} key
 * @returns {Node[]}
 */
export function around(tree, key) {
    for (const node of tree) {
        if (node.key === key) {
            return [];
        }
        const inner = around(node.children, key);
        if (inner.length || node.children.some((child) => child.key === key)) {
            return [node, ...inner];
        }
    }
    return [];
}

/** Return the tree with the list of nodes inside `parent` (`""`: the main line) changed. */
function withList(tree, parent, change) {
    if (!parent) {
        return change(tree);
    }
    return tree.map((node) => {
        const children =
            node.key === parent ? change(node.children) : withList(node.children, parent, change);
        return children === node.children || sameItems(children, node.children)
            ? node
            : { ...node, children };
    });
}

function sameItems(one, other) {
    return one.length === other.length && one.every((item, index) => item === other[index]);
}

/**
 * Change settings of one node.
 *
 * @param {Node[]} tree
 * @param {string} key
 * @param {object} values
 * @returns {Node[]}
 */
export function update(tree, key, values) {
    const place = find(tree, key);
    if (!place) {
        return tree;
    }
    const parent = place.parent ? place.parent.key : "";
    return withList(tree, parent, (list) =>
        list.map((node) => (node.key === key ? { ...node, ...values } : node))
    );
}

/**
 * Tell whether a node may stand in a holder, and not inside itself.
 *
 * @param {Node[]} tree
 * @param {Node} node
 * @param {string} parent key of the holder, `""` for the main line
 * @returns {boolean}
 */
export function canStand(tree, node, parent) {
    if (!parent) {
        return mayStand(node.kind, null);
    }
    const holder = find(tree, parent);
    const isInside = parent === node.key || Boolean(find(node.children, parent));
    return Boolean(holder) && !isInside && mayStand(node.kind, holder.node.kind);
}

/**
 * Put a node at a place; the tree as it was when it may not stand there.
 *
 * @param {Node[]} tree
 * @param {Node} node
 * @param {string} parent
 * @param {number} index
 * @returns {Node[]}
 */
export function insert(tree, node, parent, index) {
    if (!canStand(tree, node, parent)) {
        return tree;
    }
    return withList(tree, parent, (list) => [...list.slice(0, index), node, ...list.slice(index)]);
}

/**
 * Take a node out, with all inside it.
 *
 * @param {Node[]} tree
 * @param {string} key
 * @returns {Node[]}
 */
export function remove(tree, key) {
    const place = find(tree, key);
    if (!place) {
        return tree;
    }
    return withList(tree, place.parent ? place.parent.key : "", (list) =>
        list.filter((node) => node.key !== key)
    );
}

/**
 * Move a node, with all inside it, to another place.
 *
 * @param {Node[]} tree
 * @param {string} key
 * @param {string} parent
 * @param {number} index counted while the node is still at its old place
 * @returns {Node[]}
 */
export function move(tree, key, parent, index) {
    const place = find(tree, key);
    if (!place || !canStand(tree, place.node, parent)) {
        return tree;
    }
    const from = place.parent ? place.parent.key : "";
    const stays = from === parent && (index === place.index || index === place.index + 1);
    if (stays) {
        return tree;
    }
    const to = from === parent && index > place.index ? index - 1 : index;
    return insert(remove(tree, key), place.node, parent, to);
}

/**
 * Return a copy of a node under new keys.
 *
 * @param {Node} node
 * @param {() => string} [makeKey]
 * @returns {Node}
 */
export function twin(node, makeKey = newKey) {
    return { ...node, key: makeKey(), children: node.children.map((n) => twin(n, makeKey)) };
}

/**
 * Return a new node with what it needs: a branch gets two cases, a parallel two lanes.
 *
 * @param {object} empty the settings of a new node
 * @param {string} kind
 * @param {(kind: string, number: number) => string} nameOf
 * @param {() => string} [makeKey]
 * @returns {Node}
 */
export function makeNode(empty, kind, nameOf, makeKey = newKey) {
    const one = (itsKind, number, children) => ({
        ...empty,
        key: makeKey(),
        kind: itsKind,
        name: nameOf(itsKind, number),
        children,
    });
    const held = HELD[kind];
    return one(kind, 0, held ? [one(held, 1, []), one(held, 2, [])] : []);
}
