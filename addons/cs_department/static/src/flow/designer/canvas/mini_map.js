import { Component } from "@odoo/owl";
import { freeCorner } from "../drawing/corner";

const WIDTH = 168;
const HEIGHT = 150;

/** The whole drawing, small, with a frame around what is on the screen. */
export class MiniMap extends Component {
    static template = "cs_department.MiniMap";
    static props = {
        drawn: Object,
        view: Object,
        zoom: Number,
        selected: { type: [String, { value: null }] },
        onGo: Function,
    };

    setup() {
        this.corner = "bottom_start";
    }

    /** The corner in which it covers least; it stays where it is while nothing is below it. */
    get place() {
        const { drawn, view, zoom } = this.props;
        this.corner = freeCorner(drawn, view, zoom, this.size, this.corner);
        return this.corner;
    }

    get scale() {
        const { width, height } = this.props.drawn;
        return Math.min(WIDTH / width, HEIGHT / height);
    }

    get size() {
        const { width, height } = this.props.drawn;
        return { width: width * this.scale, height: height * this.scale };
    }

    onPointer(ev) {
        if (ev.type === "pointermove" && !ev.buttons) {
            return;
        }
        const box = ev.currentTarget.getBoundingClientRect();
        this.props.onGo((ev.clientX - box.left) / this.scale, (ev.clientY - box.top) / this.scale);
    }
}
