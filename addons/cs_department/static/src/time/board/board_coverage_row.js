import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { usePopover } from "@web/core/popover/popover_hook";
import { barsOf, gapsOf, worstOf } from "./board_coverage";
import { dayWords, slotTime } from "./board_dates";

/** A day by half hours: how many there are, against how many it takes. */
export class CoveragePopover extends Component {
    static template = "cs_department.CoveragePopover";
    static props = { date: String, day: Object, close: { type: Function, optional: true } };

    get bars() {
        return barsOf(this.props.day);
    }

    get gaps() {
        return gapsOf(this.props.day).map((gap) => ({
            ...gap,
            words: _t("%(from)s–%(to)s: %(have)s of %(need)s", {
                from: slotTime(gap.from),
                to: slotTime(gap.to % 48),
                have: gap.have,
                need: gap.need,
            }),
        }));
    }

    get title() {
        return dayWords(this.props.date);
    }

    hintOf(bar) {
        return `${slotTime(bar.slot)}  ${bar.have}/${bar.need}`;
    }
}

/** The row below the grid: per day the half hour that is staffed worst. */
export class CoverageRow extends Component {
    static template = "cs_department.CoverageRow";
    static props = { days: Array, coverage: Object, tick: Number };

    setup() {
        this.popover = usePopover(CoveragePopover, { position: "top" });
    }

    get columns() {
        return this.props.days.map((day) => {
            const worst = worstOf(this.props.coverage[day.date]);
            return { date: day.date, worst, words: this.words(day.date, worst) };
        });
    }

    words(date, worst) {
        if (!worst) {
            return _t("%s: no minimum is set", dayWords(date));
        }
        return _t("%(day)s, worst at %(time)s: %(have)s of %(need)s", {
            day: dayWords(date),
            time: slotTime(worst.slot),
            have: worst.have,
            need: worst.need,
        });
    }

    open(ev, date) {
        const day = this.props.coverage[date];
        if (day) {
            this.popover.open(ev.currentTarget, { date, day });
        }
    }
}
