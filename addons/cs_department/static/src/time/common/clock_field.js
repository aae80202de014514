import { registry } from "@web/core/registry";
import { useInputField } from "@web/views/fields/input_field_hook";
import { FloatTimeField, floatTimeField } from "@web/views/fields/float_time/float_time_field";
import { useNumpadDecimal } from "@web/views/fields/numpad_decimal_hook";
import { formatClock, parseClock } from "./clock";

/** Hours after midnight as the clock shows them; from 24 on they are of the next day. */
export class ClockField extends FloatTimeField {
    setup() {
        useInputField({
            getValue: () => this.formattedValue,
            refName: "numpadDecimal",
            parse: parseClock,
        });
        useNumpadDecimal();
    }

    get formattedValue() {
        return formatClock(this.props.record.data[this.props.name]);
    }
}

registry.category("fields").add("cs_clock", { ...floatTimeField, component: ClockField });
