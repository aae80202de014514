/**
 * Return facts that can be shown: pairs of texts, empty ones left out.
 *
 * @param {any} value what a task keeps in `facts`
 * @returns {[string, string][]}
 */
export function factsOf(value) {
    if (!Array.isArray(value)) {
        return [];
    }
    return value
        .filter((pair) => Array.isArray(pair) && ![undefined, null, false, ""].includes(pair[1]))
        .map(([label, text]) => [String(label ?? ""), String(text)]);
}

/**
 * Leave out the facts that a text beside them tells already.
 *
 * @param {[string, string][]} facts
 * @param {string|false} text
 * @returns {[string, string][]}
 */
export function factsBeside(facts, text) {
    return facts.filter(([, value]) => !(text || "").includes(value));
}

/**
 * Return choices for a menu.
 *
 * @param {any} value the JSON field with all choices
 * @param {string} key which of them
 * @returns {{value: string, label: string}[]}
 */
export function choicesOf(value, key) {
    return ((value && value[key]) || []).map(([name, label]) => ({
        value: name,
        label: String(label || name),
    }));
}

/**
 * Split a text of names separated by commas.
 *
 * @param {string|false} text
 * @returns {string[]}
 */
export function namesOf(text) {
    return (text || "")
        .split(",")
        .map((name) => name.trim())
        .filter(Boolean);
}
