import { Component } from "@odoo/owl";

const WIDTH = 168;
const HEIGHT = 150;

/** The whole drawing, small, with a frame around what is on the screen. */
export class MiniMap extends Component {
    static template = "cs_department.MiniMap";
    static props = {
        drawn: Object,
        view: Object,
        selected: { type: [String, { value: null }] },
        onGo: Function,
    };

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
