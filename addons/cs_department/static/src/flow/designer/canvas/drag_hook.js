import { onWillUnmount, useState } from "@odoo/owl";
import { find } from "../drawing/tree_ops";
import { nearestSlot } from "../drawing/places";

const THRESHOLD = 6;
const EDGE = 48;
const STEP = 16;

/** A card on its way under the pointer; the drawing scrolls when it comes to an edge. */
class CardDrag {
    constructor(options, state) {
        Object.assign(this, { options, state, pressed: null });
        this.listeners = {
            pointermove: (ev) => this.onMove(ev),
            pointerup: () => this.onUp(),
            pointercancel: () => this.stop(),
            keydown: (ev) => this.onKey(ev),
        };
    }

    grab(ev, key) {
        if (ev.button) {
            return;
        }
        ev.preventDefault();
        this.pressed = { key, x: ev.clientX, y: ev.clientY, slot: null };
        for (const [name, listener] of Object.entries(this.listeners)) {
            window.addEventListener(name, listener, true);
        }
    }

    onMove(ev) {
        const { pressed, state, options } = this;
        const isFar = Math.hypot(ev.clientX - pressed.x, ev.clientY - pressed.y) > THRESHOLD;
        if (!state.key && !isFar) {
            return;
        }
        const place = find(options.tree(), pressed.key);
        if (!place) {
            this.stop();
            return;
        }
        const at = options.pointOf(ev);
        pressed.slot = nearestSlot(options.slots(), options.tree(), place.node, at);
        Object.assign(state, {
            key: pressed.key,
            target: pressed.slot && pressed.slot.id,
            x: ev.clientX,
            y: ev.clientY,
        });
        this.scrollAtEdges(ev);
    }

    scrollAtEdges(ev) {
        const el = this.options.scroller();
        const box = el.getBoundingClientRect();
        const pull = (before, after) => (before < EDGE ? -STEP : after < EDGE ? STEP : 0);
        el.scrollBy(
            pull(ev.clientX - box.left, box.right - ev.clientX),
            pull(ev.clientY - box.top, box.bottom - ev.clientY)
        );
    }

    onUp() {
        const { key, slot } = this.pressed;
        const wasDragged = Boolean(this.state.key);
        this.stop();
        if (wasDragged && slot) {
            this.options.drop(key, slot);
        }
    }

    onKey(ev) {
        if (ev.key === "Escape") {
            ev.stopPropagation();
            this.stop();
        }
    }

    stop() {
        Object.assign(this.state, { key: null, target: null });
        this.pressed = null;
        for (const [name, listener] of Object.entries(this.listeners)) {
            window.removeEventListener(name, listener, true);
        }
    }
}

/**
 * Let cards be dragged by their grip to another place.
 *
 * @param {{tree: () => object[], slots: () => object[], pointOf: (ev: object) => object,
 *   scroller: () => HTMLElement, drop: (key: string, slot: object) => void}} options
 * @returns {{key: string|null, target: string|null, x: number, y: number, grab: Function}}
 */
export function useCardDrag(options) {
    const state = useState({ key: null, target: null, x: 0, y: 0, grab: null });
    const drag = new CardDrag(options, state);
    state.grab = (ev, key) => drag.grab(ev, key);
    onWillUnmount(() => drag.stop());
    return state;
}
