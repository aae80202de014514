/**
 * A condition as rows of fact, comparison and value, and as the text that the server keeps.
 *
 * @typedef {{name: string, op: string, value: string|string[]}} Row
 * @typedef {{join: "and"|"or", rows: Row[]}} Rows
 * @typedef {{name: string, type: string, label: string, options: [string, string][]}} Fact
 */

const COMPARE = ["=", "<>", "<", "<=", ">", ">="];
const SAME = { "==": "=", "!=": "<>", "≠": "<>", "≤": "<=", "≥": ">=" };
/** Comparisons that make sense, by the type of the fact. */
export const OPERATORS = {
    number: ["=", "<>", ">", ">=", "<", "<="],
    date: ["=", ">", ">=", "<", "<="],
    datetime: [">", ">=", "<", "<="],
    text: ["=", "<>", "in", "not in"],
    bool: ["yes", "no"],
    list: ["has", "has not"],
};
const PIECE =
    /\s*(?:("(?:[^"]|"")*")|('(?:[^']|'')*')|(\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?)|(-?\d+(?:\.\d+)?(?![\w.]))|([\p{L}_][\p{L}\p{N}_]*)|(==|!=|<>|<=|>=|[=<>(),≠≤≥]))/uy;

function piecesOf(text) {
    const pieces = [];
    PIECE.lastIndex = 0;
    const end = text.trimEnd().length;
    while (PIECE.lastIndex < end) {
        const match = PIECE.exec(text);
        if (!match) {
            return null;
        }
        pieces.push(pieceOf(match));
    }
    return pieces;
}

function pieceOf([, double, single, date, number, word, symbol]) {
    const quoted = double || single;
    if (quoted) {
        const mark = quoted[0];
        return { kind: "text", value: quoted.slice(1, -1).replaceAll(mark + mark, mark) };
    }
    if (date || number) {
        return { kind: date ? "date" : "number", value: (date || number).replace("T", " ") };
    }
    return word ? wordPiece(word) : { kind: "symbol", value: SAME[symbol] || symbol };
}

function wordPiece(word) {
    const upper = word.toUpperCase();
    const isWord = ["AND", "OR", "NOT", "IN"].includes(upper);
    return isWord ? { kind: "word", value: upper } : { kind: "name", value: word };
}

class Reader {
    constructor(pieces, facts) {
        this.pieces = pieces;
        this.at = 0;
        this.facts = new Map(facts.map((fact) => [fact.name.toLowerCase(), fact]));
    }

    take(kind, ...values) {
        const piece = this.pieces[this.at];
        if (piece?.kind !== kind || (values.length && !values.includes(piece.value))) {
            return null;
        }
        this.at += 1;
        return piece;
    }

    fact() {
        const piece = this.take("name");
        return piece && this.facts.get(piece.value.toLowerCase());
    }

    /** Read one comparison, or nothing. */
    row() {
        if (this.take("word", "NOT")) {
            const fact = this.fact();
            return fact?.type === "bool" ? { name: fact.name, op: "no", value: "" } : null;
        }
        const text = this.take("text");
        if (text) {
            return this.has(text.value);
        }
        const fact = this.fact();
        return fact ? this.about(fact) : null;
    }

    has(value) {
        const not = this.take("word", "NOT");
        const fact = this.take("word", "IN") && this.fact();
        return fact?.type === "list"
            ? { name: fact.name, op: not ? "has not" : "has", value }
            : null;
    }

    about(fact) {
        if (fact.type === "bool") {
            return { name: fact.name, op: "yes", value: "" };
        }
        const symbol = this.take("symbol", ...COMPARE);
        const not = symbol ? null : this.take("word", "NOT");
        const op = symbol ? symbol.value : not ? "not in" : "in";
        if (!OPERATORS[fact.type]?.includes(op)) {
            return null;
        }
        const value = symbol ? this.literal(fact.type) : this.literals();
        return value === null ? null : { name: fact.name, op, value };
    }

    literal(type) {
        const kind = { number: "number", text: "text", date: "date", datetime: "date" }[type];
        const piece = this.take(kind);
        return piece ? piece.value : null;
    }

    literals() {
        if (!this.take("word", "IN") || !this.take("symbol", "(")) {
            return null;
        }
        const values = [];
        do {
            const piece = this.take("text");
            if (!piece) {
                return null;
            }
            values.push(piece.value);
        } while (this.take("symbol", ","));
        return this.take("symbol", ")") ? values : null;
    }
}

/**
 * Read a condition as rows.
 *
 * @param {string|false} text
 * @param {Fact[]} facts
 * @returns {Rows|null} `null` when it is too rich for rows
 */
export function parseCondition(text, facts) {
    if (!(text || "").trim()) {
        return { join: "and", rows: [] };
    }
    const pieces = piecesOf(text);
    if (!pieces) {
        return null;
    }
    const reader = new Reader(pieces, facts);
    const rows = [];
    const joins = new Set();
    do {
        const row = reader.row();
        if (!row) {
            return null;
        }
        rows.push(row);
        const join = reader.take("word", "AND", "OR");
        if (join) {
            joins.add(join.value);
        } else {
            break;
        }
    } while (reader.at < pieces.length);
    const isWhole = reader.at === pieces.length && rows.length === joinsOf(pieces) + 1;
    return isWhole && joins.size < 2 ? { join: joins.has("OR") ? "or" : "and", rows } : null;
}

function joinsOf(pieces) {
    return pieces.filter((p) => p.kind === "word" && ["AND", "OR"].includes(p.value)).length;
}

function quoted(value) {
    return `"${String(value ?? "").replaceAll('"', '""')}"`;
}

function rowText(row, fact) {
    switch (row.op) {
        case "yes":
            return row.name;
        case "no":
            return `NOT ${row.name}`;
        case "has":
            return `${quoted(row.value)} IN ${row.name}`;
        case "has not":
            return `${quoted(row.value)} NOT IN ${row.name}`;
        case "in":
        case "not in": {
            const list = [row.value].flat().map(quoted).join(", ");
            return `${row.name} ${row.op.toUpperCase()} (${list})`;
        }
    }
    const value = fact?.type === "text" ? quoted(row.value) : row.value;
    return `${row.name} ${row.op} ${value}`;
}

/**
 * Tell whether a row says something.
 *
 * @param {Row} row
 * @returns {boolean}
 */
export function isComplete(row) {
    const hasValue = Array.isArray(row.value) ? row.value.length : String(row.value ?? "") !== "";
    return Boolean(row.name && row.op && (["yes", "no"].includes(row.op) || hasValue));
}

/**
 * Write rows as the text of a condition; rows that are not complete are left out.
 *
 * @param {Rows} rows
 * @param {Fact[]} facts
 * @returns {string}
 */
export function composeCondition({ join, rows }, facts) {
    const known = new Map(facts.map((fact) => [fact.name, fact]));
    return rows
        .filter(isComplete)
        .map((row) => rowText(row, known.get(row.name)))
        .join(join === "or" ? " OR " : " AND ");
}

/**
 * Return what may be typed at the caret of an expression.
 *
 * @param {string} text
 * @param {number} caret
 * @param {Fact[]} facts
 * @param {string[]} functions
 * @returns {{from: number, items: {text: string, label: string}[]}}
 */
export function completions(text, caret, facts, functions) {
    const before = text.slice(0, caret);
    const quotes = (before.match(/"/g) || []).length;
    const word = /[\p{L}_][\p{L}\p{N}_]*$/u.exec(before)?.[0] || "";
    if (quotes % 2 || !word) {
        return { from: caret, items: [] };
    }
    const like = word.toLowerCase();
    const fits = (name, label) =>
        name.toLowerCase().includes(like) || label.toLowerCase().includes(like);
    const names = facts
        .filter((fact) => fits(fact.name, fact.label))
        .map((fact) => ({ text: fact.name, label: fact.label }));
    const words = ["AND", "OR", "NOT", "IN"].filter((name) => name.toLowerCase().startsWith(like));
    const calls = functions.filter((name) => name.toLowerCase().startsWith(like));
    const items = [
        ...names,
        ...words.map((name) => ({ text: name, label: "" })),
        ...calls.map((name) => ({ text: `${name}(`, label: "" })),
    ];
    const isDone = items.length === 1 && items[0].text.toLowerCase() === like;
    return { from: caret - word.length, items: isDone ? [] : items.slice(0, 8) };
}

/**
 * Return the words of a condition outside of its texts, in small letters.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function namesIn(text) {
    const bare = (text || "").replace(/"(?:[^"]|"")*"|'(?:[^']|'')*'/g, " ");
    return [...bare.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)].map(([word]) => word.toLowerCase());
}
