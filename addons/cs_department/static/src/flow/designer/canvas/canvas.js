import { Component, onMounted, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { kindLabels, kindsInside } from "../../tree/tree_utils";
import { neighbour } from "../drawing/places";
import { flat } from "../drawing/tree_ops";
import { useCardDrag } from "./drag_hook";
import { MiniMap } from "./mini_map";
import { NodeCard } from "./node_card";
import { SlotButton } from "./slot_button";

const NO_FINDINGS = [];

/** The drawing: cards, lines, and places for more; it scrolls, zooms, and has a small map. */
export class FlowCanvas extends Component {
    static template = "cs_department.FlowCanvas";
    static components = { MiniMap, NodeCard, SlotButton };
    static props = {
        tree: Array,
        drawn: Object,
        zoom: Number,
        words: Object,
        findings: Object,
        layers: Object,
        collapsed: Object,
        selected: { type: [String, { value: null }] },
        clipboard: { type: [String, { value: null }] },
        canEdit: Boolean,
        isStacked: Boolean,
        onResize: Function,
        act: Object,
    };

    setup() {
        this.root = useRef("root");
        this.view = useState({ x: 0, y: 0, width: 1, height: 1 });
        this.labels = kindLabels();
        this.drag = useCardDrag({
            tree: () => this.props.tree,
            slots: () => this.props.drawn.slots,
            pointOf: (ev) => this.pointOf(ev),
            scroller: () => this.root.el,
            drop: (key, slot) => this.props.act.move(key, slot),
        });
        // a change of the page in the same moment would be a loop to the observer
        this.observer = new ResizeObserver(() => requestAnimationFrame(() => this.onResize()));
        onMounted(() => this.observer.observe(this.root.el));
        onWillUnmount(() => this.observer.disconnect());
        useEffect(
            () => this.look(),
            () => [this.props.zoom, this.props.drawn]
        );
        useEffect(
            (selected) => selected && this.show(selected),
            () => [this.props.selected]
        );
    }

    get sheetStyle() {
        const { drawn, zoom } = this.props;
        return `width:${drawn.width * zoom}px;height:${drawn.height * zoom}px`;
    }

    get drawnStyle() {
        const { drawn, zoom } = this.props;
        return `width:${drawn.width}px;height:${drawn.height}px;transform:scale(${zoom})`;
    }

    get isMapNeeded() {
        const { drawn, zoom, isStacked } = this.props;
        const isAllSeen =
            drawn.width * zoom <= this.view.width * zoom + 1 &&
            drawn.height * zoom <= this.view.height * zoom + 1;
        return !isStacked && !isAllSeen;
    }

    get capNames() {
        return { start: _t("The request is submitted"), end: _t("The request is decided") };
    }

    get draggedName() {
        const card = this.props.drawn.cards.find((one) => one.key === this.drag.key);
        return card ? card.node.name : "";
    }

    kindsAt(slot) {
        const holder = this.props.drawn.cards.find((card) => card.key === slot.parent);
        return kindsInside(holder ? holder.node.kind : null);
    }

    cardProps(card) {
        const { props } = this;
        const { node, key } = card;
        const layer = props.layers;
        return {
            card,
            name: node.name || _t("(no name)"),
            kindLabel: this.labels[node.kind],
            text: props.words.text(node),
            badges: props.words.badges(node),
            findings: props.findings[key] || NO_FINDINGS,
            mark: layer.marks?.[key]?.what,
            markText: layer.marks?.[key]?.label,
            walked: layer.walk?.[key],
            figures: layer.figures?.[key],
            isSelected: props.selected === key,
            isDragged: this.drag.key === key,
            isCollapsed: props.collapsed.has(key),
            isFaded: Boolean(layer.walk) && !layer.walk[key],
            inside: node.children.length && flat(node.children).length,
            canEdit: props.canEdit,
            onOpen: props.act.open,
            onFocus: props.act.select,
            onFold: props.act.fold,
            onGrab: this.drag.grab,
        };
    }

    // ---- what is on the screen ---------------------------------------------------------

    onResize() {
        if (this.root.el) {
            this.look();
            const { clientWidth, clientHeight } = this.root.el;
            this.props.onResize({ width: clientWidth, height: clientHeight });
        }
    }

    look() {
        const el = this.root.el;
        const zoom = this.props.zoom;
        if (el) {
            Object.assign(this.view, {
                x: el.scrollLeft / zoom,
                y: el.scrollTop / zoom,
                width: el.clientWidth / zoom,
                height: el.clientHeight / zoom,
            });
        }
    }

    pointOf(ev) {
        const box = this.root.el.querySelector(".o_cs_drawn").getBoundingClientRect();
        return {
            x: (ev.clientX - box.left) / this.props.zoom,
            y: (ev.clientY - box.top) / this.props.zoom,
        };
    }

    goTo(x, y) {
        const { zoom } = this.props;
        const el = this.root.el;
        el.scrollTo(x * zoom - el.clientWidth / 2, y * zoom - el.clientHeight / 2);
    }

    show(key) {
        const card = this.props.drawn.cards.find((one) => one.key === key);
        const { x, y, width, height } = this.view;
        const isSeen =
            card &&
            card.x >= x &&
            card.y >= y &&
            card.x + card.width <= x + width &&
            card.y + card.height <= y + height;
        if (card && !isSeen) {
            this.goTo(card.x + card.width / 2, card.y + card.height / 2);
        }
    }

    // ---- keyboard and wheel ------------------------------------------------------------

    onWheel(ev) {
        if (ev.ctrlKey || ev.metaKey) {
            ev.preventDefault();
            this.props.act.zoomBy(ev.deltaY < 0 ? 1 : -1);
        }
    }

    onKeydown(ev) {
        const isTyping = ev.target.closest("input, textarea, select, .o-dropdown--menu");
        if (isTyping) {
            return;
        }
        const { act, selected } = this.props;
        if (ev.key.startsWith("Arrow") && !ev.altKey && !ev.ctrlKey) {
            ev.preventDefault();
            const next = neighbour(this.props.drawn.cards, selected, ev.key);
            if (next) {
                act.select(next);
                this.focus(next);
            }
        }
    }

    focus(key) {
        this.root.el
            .querySelector(`[data-key="${CSS.escape(key)}"]`)
            ?.focus({ preventScroll: true });
    }
}
