import { flat } from "./tree_ops";

/**
 * Put what is gone back into a new tree, at the place where it stood, so that a difference can
 * be drawn.
 *
 * @param {object[]} before
 * @param {object[]} after
 * @returns {object[]}
 */
export function mergeTrees(before, after) {
    const kept = new Set(flat(after).map((node) => node.key));
    const old = new Map(flat(before).map((node) => [node.key, node]));
    const gone = (list) =>
        list
            .filter((node) => !kept.has(node.key))
            .map((node) => ({ ...node, children: gone(node.children) }));

    function merge(list, oldList) {
        const merged = list.map((node) => ({
            ...node,
            children: merge(node.children, old.get(node.key)?.children || []),
        }));
        for (const node of gone(oldList)) {
            const index = oldList.findIndex((one) => one.key === node.key);
            const previous = oldList.slice(0, index).map((one) => one.key);
            const at = merged.findLastIndex((one) => previous.includes(one.key)) + 1;
            merged.splice(at, 0, node);
        }
        return merged;
    }

    return merge(after, before);
}

/**
 * Say for every node what became of it.
 *
 * @param {{node: string, what: string, message: string}[]} changes
 * @param {object} labels what → word
 * @returns {object} key → `{what, label, messages}`
 */
export function marksOf(changes, labels) {
    const marks = {};
    for (const { node, what, message } of changes) {
        if (node) {
            const mark = marks[node] || { what, label: labels[what], messages: [] };
            marks[node] = { ...mark, messages: [...mark.messages, message] };
        }
    }
    return marks;
}
