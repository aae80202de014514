import { describe, expect, test } from "@odoo/hoot";
import { freeCorner } from "@cs_department/flow/designer/drawing/corner";
import { marksOf, mergeTrees } from "@cs_department/flow/designer/drawing/difference";
import { History } from "@cs_department/flow/common/history";
import { SIZES, layout } from "@cs_department/flow/designer/drawing/layout";
import { nearestSlot, neighbour } from "@cs_department/flow/designer/drawing/places";
import { shortcutOf } from "@cs_department/flow/designer/drawing/shortcuts";
import {
    around,
    canStand,
    find,
    flat,
    insert,
    makeNode,
    move,
    remove,
    twin,
    update,
} from "@cs_department/flow/designer/drawing/tree_ops";
import { pageFor } from "@cs_department/flow/designer/canvas/printing";

const node = (key, kind = "approve", children = []) => ({ key, kind, name: key, children });
const tree = () => [
    node("a"),
    node("b", "branch", [
        node("c1", "case", [node("d"), node("e")]),
        node("c2", "case", [
            node("p", "parallel", [node("l1", "lane", [node("f")]), node("l2", "lane")]),
        ]),
    ]),
    node("z"),
];
const shape = (list) =>
    list.map((one) => (one.children.length ? [one.key, shape(one.children)] : one.key));
const freeze = (list) =>
    list.forEach((one) => {
        Object.freeze(one);
        Object.freeze(one.children);
        freeze(one.children);
    });

describe("the tree", () => {
    test("what is moved, copied and removed leaves the old tree alone", () => {
        const before = tree();
        freeze(before);
        const moved = move(before, "e", "l2", 0);
        expect(shape(moved)).toEqual([
            "a",
            [
                "b",
                [
                    ["c1", ["d"]],
                    [
                        "c2",
                        [
                            [
                                "p",
                                [
                                    ["l1", ["f"]],
                                    ["l2", ["e"]],
                                ],
                            ],
                        ],
                    ],
                ],
            ],
            "z",
        ]);
        expect(shape(remove(before, "b"))).toEqual(["a", "z"]);
        expect(find(update(before, "f", { name: "F" }), "f").node.name).toBe("F");
        expect(shape(before)).toEqual(shape(tree()));
        expect(around(before, "f").map((one) => one.key)).toEqual(["b", "c2", "p", "l1"]);
    });

    test("moving inside one list counts places as they were", () => {
        const list = [node("a"), node("b"), node("c")];
        expect(shape(move(list, "a", "", 3))).toEqual(["b", "c", "a"]);
        expect(shape(move(list, "c", "", 0))).toEqual(["c", "a", "b"]);
        expect(move(list, "b", "", 1)).toBe(list);
        expect(move(list, "b", "", 2)).toBe(list);
    });

    test("nothing stands where it may not, nor inside itself", () => {
        const before = tree();
        expect(move(before, "b", "l1", 0)).toBe(before);
        expect(move(before, "c1", "", 0)).toBe(before);
        expect(move(before, "a", "b", 0)).toBe(before);
        expect(move(before, "l1", "b", 0)).toBe(before);
        expect(insert(before, node("x", "lane"), "c1", 0)).toBe(before);
        expect(canStand(before, node("x", "case"), "b")).toBe(true);
        expect(canStand(before, node("x"), "gone")).toBe(false);
    });

    test("a copy has keys of its own, a branch is born with two cases", () => {
        let number = 0;
        const make = () => `n${(number += 1)}`;
        const copy = twin(tree()[1], make);
        expect(flat([copy]).map((one) => one.key)).toEqual(
            Array.from({ length: 9 }, (_one, index) => `n${index + 1}`)
        );
        const made = makeNode({ level: 1 }, "branch", (kind, n) => `${kind} ${n}`, make);
        expect(made.children.map((one) => [one.kind, one.name])).toEqual([
            ["case", "case 1"],
            ["case", "case 2"],
        ]);
    });
});

describe("steps back", () => {
    test("undo and redo; typing is one step", () => {
        const one = [node("a")];
        const history = new History(one);
        const typed = [update(one, "a", { name: "B" })];
        history.push(typed[0], "a name");
        typed.push(update(typed[0], "a", { name: "Bo" }));
        history.push(typed[1], "a name");
        history.push(remove(typed[1], "a"));
        expect(history.undo()).toBe(typed[1]);
        expect(history.undo()).toBe(one);
        expect(history.canUndo).toBe(false);
        expect(history.undo()).toBe(one);
        expect(history.redo()).toBe(typed[1]);
        expect(history.push(typed[1])).toBe(false);
        history.push([node("x")]);
        expect(history.canRedo).toBe(false);
    });
});

describe("the layout", () => {
    const overlap = (a, b) =>
        a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

    function checkWhole(drawn, count) {
        expect(drawn.cards).toHaveLength(count);
        const things = [...drawn.cards, ...drawn.caps];
        for (const [index, one] of things.entries()) {
            for (const other of things.slice(index + 1)) {
                expect(overlap(one, other)).toBe(false);
            }
            expect(one.x >= 0 && one.x + one.width <= drawn.width).toBe(true);
            expect(one.y >= 0 && one.y + one.height <= drawn.height).toBe(true);
        }
    }

    test("branches and lanes stand side by side, nothing over anything", () => {
        const drawn = layout(tree());
        checkWhole(drawn, 11);
        const at = Object.fromEntries(drawn.cards.map((card) => [card.key, card]));
        expect(at.c1.y).toBe(at.c2.y);
        expect(at.l1.y).toBe(at.l2.y);
        expect(at.c1.x < at.c2.x).toBe(true);
        expect(at.a.x + at.a.width / 2).toBe(drawn.width / 2);
        expect(at.z.y > at.f.y).toBe(true);
    });

    test("on a narrow screen all is in one column", () => {
        const drawn = layout(tree(), { stacked: 390 });
        checkWhole(drawn, 11);
        expect(drawn.width).toBe(390);
        const order = drawn.cards.map((card) => card.key);
        expect(order).toEqual(flat(tree()).map((one) => one.key));
        expect(drawn.cards.every((card) => card.width > 240)).toBe(true);
    });

    test("every list has a place before, between and after, every holder one more", () => {
        const ids = layout(tree()).slots.map((slot) => slot.id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ["/0", "/3", "b/2", "c1/0", "c1/2", "l2/0", "p/2"]) {
            expect(ids).toInclude(id);
        }
    });

    test("what is folded takes no room", () => {
        const drawn = layout(tree(), { collapsed: new Set(["b"]) });
        expect(drawn.cards.map((card) => card.key)).toEqual(["a", "b", "z"]);
        expect(drawn.width).toBe(SIZES.width + 2 * SIZES.margin);
    });

    test("sixty nodes are laid out whole", () => {
        const many = Array.from({ length: 12 }, (_one, n) =>
            node(`b${n}`, "branch", [
                node(`c${n}`, "case", [node(`x${n}`)]),
                node(`o${n}`, "case", [node(`y${n}`)]),
            ])
        );
        checkWhole(layout(many), 60);
    });

    test("it is printed on one page, upright or wide", () => {
        expect(pageFor({ width: 300, height: 600 })).toEqual({ isWide: false, zoom: 1 });
        const wide = pageFor({ width: 4000, height: 800 });
        expect(wide.isWide).toBe(true);
        expect(4000 * wide.zoom <= 1046).toBe(true);
    });
});

describe("places", () => {
    test("arrows go to the card that lies there", () => {
        const { cards } = layout(tree());
        expect(neighbour(cards, "a", "ArrowDown")).toBe("b");
        expect(neighbour(cards, "c1", "ArrowRight")).toBe("c2");
        expect(neighbour(cards, "c2", "ArrowLeft")).toBe("c1");
        expect(neighbour(cards, "d", "ArrowUp")).toBe("c1");
        expect(neighbour(cards, "a", "ArrowUp")).toBe(null);
        expect(neighbour(cards, null, "ArrowDown")).toBe("a");
        expect(neighbour([], null, "ArrowDown")).toBe(null);
    });

    test("a dragged card goes to the nearest place where it may stand", () => {
        const { slots } = layout(tree());
        const spot = slots.find((slot) => slot.id === "c1/1");
        const near = { x: spot.x + 9, y: spot.y + 5 };
        const before = tree();
        expect(nearestSlot(slots, before, find(before, "z").node, near).id).toBe("c1/1");
        expect(nearestSlot(slots, before, find(before, "c1").node, near)).toBe(null);
        expect(nearestSlot(slots, before, find(before, "b").node, near)).toBe(null);
        expect(nearestSlot(slots, before, find(before, "z").node, { x: -900, y: 0 })).toBe(null);
    });

    test("keys mean commands, but not while one types", () => {
        const key = (name, values = {}) => ({ key: name, target: document.body, ...values });
        expect(shortcutOf(key("Delete"))).toBe("remove");
        expect(shortcutOf(key("z", { ctrlKey: true }))).toBe("undo");
        expect(shortcutOf(key("Z", { ctrlKey: true, shiftKey: true }))).toBe("redo");
        expect(shortcutOf(key("y", { metaKey: true }))).toBe("redo");
        expect(shortcutOf(key("+"))).toBe("larger");
        expect(shortcutOf(key("ArrowUp", { altKey: true }))).toBe("up");
        expect(shortcutOf(key("x"))).toBe(undefined);
        const input = document.createElement("input");
        expect(shortcutOf(key("Delete", { target: input }))).toBe(undefined);
        expect(shortcutOf(key("s", { ctrlKey: true, target: input }))).toBe("save");
        const button = document.createElement("button");
        expect(shortcutOf(key("Enter", { target: button }))).toBe(undefined);
    });
});

describe("differences", () => {
    test("what is gone stands where it stood, what moved stands once", () => {
        const before = tree();
        const moved = move(before, "f", "c1", 0);
        const after = remove(remove(moved, "p"), "a");
        expect(shape(mergeTrees(before, after))).toEqual([
            "a",
            [
                "b",
                [
                    ["c1", ["f", "d", "e"]],
                    ["c2", [["p", ["l1", "l2"]]]],
                ],
            ],
            "z",
        ]);
        const keys = flat(mergeTrees(before, after)).map((one) => one.key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(mergeTrees(before, before)).toEqual(before);
        expect(shape(mergeTrees(before, []))).toEqual(shape(before));
    });

    test("a node that changed twice has one mark with both sentences", () => {
        const changes = [
            { node: "a", what: "renamed", message: "one" },
            { node: "a", what: "moved", message: "two" },
            { node: "", what: "policy", message: "all" },
        ];
        expect(marksOf(changes, { renamed: "called otherwise" })).toEqual({
            a: { what: "renamed", label: "called otherwise", messages: ["one", "two"] },
        });
    });
});

describe("the small map", () => {
    const view = { x: 0, y: 0, width: 800, height: 600 };
    const size = { width: 160, height: 150 };
    const card = (x, y) => ({ x, y, width: 220, height: 90 });
    const corner = (cards, current = "bottom_start", zoom = 1, width = 1600) =>
        freeCorner({ width, cards }, view, zoom, size, current);

    test("it leaves the corner in which a card stands", () => {
        expect(corner([card(20, 500)])).toBe("bottom_end");
        expect(corner([card(20, 500), card(600, 500)])).toBe("top_end");
        expect(corner([card(300, 200)])).toBe("bottom_start");
    });

    test("it stays where it is while no other corner is better", () => {
        expect(corner([card(20, 500)], "top_start")).toBe("top_start");
        const everywhere = [card(0, 0), card(600, 0), card(0, 500), card(600, 500)];
        expect(corner(everywhere, "top_end")).toBe("top_end");
    });

    test("it knows how large it is in the drawing, and where a narrow one stands", () => {
        expect(corner([card(230, 500)])).toBe("bottom_start");
        expect(corner([card(230, 500)], "bottom_start", 0.5)).toBe("top_end");
        expect(corner([card(20, 500)], "bottom_start", 1, 300)).toBe("bottom_start");
    });
});
