import { Component } from "@odoo/owl";
import { away, dayAndTime, isPast } from "../common/flow_format";

/** Why a person is asked, when, until when, and what was said. */
export class BarPerson extends Component {
    static template = "cs_department.BarPerson";
    static props = { close: { type: Function, optional: true }, person: Object, step: Object };

    setup() {
        this.away = away;
        this.dayAndTime = dayAndTime;
        this.isPast = isPast;
    }
}
