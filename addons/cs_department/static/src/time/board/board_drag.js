import { onWillUnmount, useExternalListener } from "@odoo/owl";

const FAR = 5;
const LONG_PRESS = 350;
const EDGE = 36;
const SCROLL = 14;

/**
 * Something that is dragged over the grid, with a mouse, a pen or a finger. A finger that moves
 * at once scrolls; one that rests first drags. What can be dragged has `data-drag`.
 */
class PointerDrag {
    /**
     * @param {object} options
     * @param {object} options.root ref around everything
     * @param {{ref: object}} options.scroller holds the ref of what scrolls
     * @param {function(HTMLElement): object|null} options.start what is dragged, or nothing
     * @param {function(HTMLElement|null, object, PointerEvent): void} options.over the cell below
     * @param {function(HTMLElement|null, object, PointerEvent): void} options.drop
     * @param {function(): void} options.end
     */
    constructor(options) {
        Object.assign(this, options);
        this.pressed = null;
        this.drag = null;
    }

    /** The cell below the pointer, behind the shield that shows the hand. */
    cellAt(ev) {
        const stack = document.elementsFromPoint(ev.clientX, ev.clientY);
        const target = stack.find((element) => element !== this.drag?.shield);
        const isHere = target && this.root.el?.contains(target);
        return (isHere ? target : ev.target).closest?.("[data-cell]") || null;
    }

    onDown(ev) {
        const element = ev.target.closest?.("[data-drag]");
        if (!element || !this.root.el?.contains(element) || ev.button) {
            return;
        }
        const isTouch = ev.pointerType === "touch";
        this.pressed = { element, x: ev.clientX, y: ev.clientY, isTouch };
        if (isTouch) {
            this.timer = setTimeout(() => this.pressed && this.begin(ev), LONG_PRESS);
        }
    }

    onMove(ev) {
        const { drag, pressed } = this;
        if (drag) {
            this.follow(ev);
        } else if (pressed && Math.hypot(ev.clientX - pressed.x, ev.clientY - pressed.y) > FAR) {
            if (pressed.isTouch && !pressed.element.dataset.dragNow) {
                this.stop();
            } else {
                this.begin(ev);
            }
        }
    }

    begin(ev) {
        clearTimeout(this.timer);
        const { element } = this.pressed;
        const thing = this.start(element);
        if (!thing) {
            this.pressed = null;
            return;
        }
        const ghost = element.cloneNode(true);
        ghost.classList.add("o_cs_board_ghost");
        ghost.style.width = `${element.getBoundingClientRect().width}px`;
        // a new child of the body, or a class of it, would style every cell anew
        const shield = this.root.el.querySelector(".o_cs_board_shield");
        shield.append(ghost);
        this.drag = { thing, ghost, shield, ev };
        this.follow(ev);
        this.frame = requestAnimationFrame(() => this.scrollAtEdges());
    }

    follow(ev) {
        this.drag.ev = ev;
        this.drag.ghost.style.transform = `translate(${ev.clientX + 8}px, ${ev.clientY + 8}px)`;
        this.over(this.cellAt(ev), this.drag.thing, ev);
    }

    scrollAtEdges() {
        const el = this.scroller.ref?.el;
        if (!this.drag || !el) {
            return;
        }
        const box = el.getBoundingClientRect();
        const { clientX, clientY } = this.drag.ev;
        const isInside = clientX > box.left && clientX < box.right;
        const down = clientY > box.bottom - EDGE ? 1 : clientY < box.top + EDGE ? -1 : 0;
        const across = clientX > box.right - EDGE ? 1 : clientX < box.left + EDGE ? -1 : 0;
        if (isInside && (down || across)) {
            el.scrollBy(across * SCROLL, down * SCROLL);
        }
        this.frame = requestAnimationFrame(() => this.scrollAtEdges());
    }

    onUp(ev) {
        const { drag } = this;
        const cell = drag && this.cellAt(ev);
        this.stop();
        if (drag) {
            this.drop(cell, drag.thing, ev);
        }
    }

    stop() {
        clearTimeout(this.timer);
        cancelAnimationFrame(this.frame);
        this.pressed = null;
        if (this.drag) {
            // together with what the drop has changed: one frame, not two
            const { ghost } = this.drag;
            requestAnimationFrame(() => ghost.remove());
            this.drag = null;
            this.end();
        }
    }
}

/** Let people drag over the grid; see `PointerDrag` for the options. */
export function useBoardDrag(options) {
    const pointer = new PointerDrag(options);
    useExternalListener(window, "pointerdown", (ev) => pointer.onDown(ev), { capture: true });
    useExternalListener(window, "pointermove", (ev) => pointer.onMove(ev));
    useExternalListener(window, "pointerup", (ev) => pointer.onUp(ev));
    useExternalListener(window, "pointercancel", () => pointer.stop());
    // a finger that drags must not scroll the page as well
    useExternalListener(window, "touchmove", (ev) => pointer.drag && ev.preventDefault(), {
        passive: false,
    });
    useExternalListener(
        window,
        "keydown",
        (ev) => pointer.drag && ev.key === "Escape" && pointer.stop()
    );
    onWillUnmount(() => pointer.stop());
}
