import { Component, onWillStart, status, useState } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { away, joinNames, sentenceOrThrow } from "../../flow/common/flow_format";
import { dayWords, stepFrom, titleOf, toDate, toDay } from "../board/board_dates";
import { takeShift } from "../swap/shift_asking";
import { useWords } from "../common/words_dialog";
import { FeedDialog } from "./feed_dialog";
import {
    beThereAt,
    breaksOf,
    dayName,
    dayOfMonth,
    hoursOf,
    listOf,
    shiftWords,
    timesOf,
    weeksOf,
} from "./my_shifts_utils";

/**
 * What somebody can do with a shift of his: `{label, icon, sequence, isOffered(shift, data),
 * run(tools, shift)}`, where tools are `{action, dialog, words, orm, notification,
 * reload, name}`; `name(shift)` says in words which one it is. The rooms for swaps and hand-overs add theirs.
 */
export const shiftActions = registry.category("cs_my_shifts_actions");

/** So many changes are named on top of the page. */
const SOME = 4;

/** One's own shifts, on the phone first: the next one, a list, a month. */
export class MyShifts extends Component {
    static template = "cs_department.MyShifts";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.tools = {
            action: useService("action"),
            dialog: useService("dialog"),
            words: useWords(),
            notification: useService("notification"),
            orm: this.orm,
            reload: () => this.load(),
            name: (shift) => shiftWords(shift, this.state.data.today),
        };
        this.isAsking = false;
        this.dayName = dayName;
        this.dayOfMonth = dayOfMonth;
        this.dayWords = dayWords;
        this.beThereAt = beThereAt;
        this.breaksOf = breaksOf;
        this.timesOf = timesOf;
        this.away = away;
        this.state = useState({
            day: this.props.action.params?.day || toDay(luxon.DateTime.now()),
            isCalendar: false,
            isAll: false,
            isNewsAll: false,
            chosen: "",
            data: null,
            error: "",
            isBusy: false,
        });
        onWillStart(() => this.begin());
    }

    get first() {
        return toDay(toDate(this.state.day).startOf("month"));
    }

    /** When nothing is ahead in this month, the month of the next shift is shown. */
    async begin() {
        await this.load();
        if (!this.props.action.params?.day && this.state.data?.next && !this.list.length) {
            await this.showNext();
        }
    }

    showNext() {
        this.state.day = this.state.data.next.date;
        this.state.chosen = "";
        return this.load();
    }

    async load() {
        if (status(this) === "destroyed") {
            return;
        }
        // the edges of the calendar show some days of the months beside it
        const first = toDay(toDate(this.first).minus({ days: 6 }));
        const last = toDay(toDate(this.first).endOf("month").plus({ days: 6 }));
        this.state.isBusy = true;
        try {
            this.state.data = await this.orm.call("cs.shift", "my_shifts", [first, last]);
            this.state.error = "";
        } catch (error) {
            this.state.error = sentenceOrThrow(error);
        } finally {
            this.state.isBusy = false;
        }
    }

    get title() {
        return titleOf("month", this.first, this.first);
    }

    get weeks() {
        return weeksOf(this.first, localization.weekStart || 1, this.state.data);
    }

    get weekdays() {
        return this.weeks[0].map((day) => toDate(day.date).toLocaleString({ weekday: "narrow" }));
    }

    get isThisMonth() {
        return this.state.data.today.slice(0, 7) === this.first.slice(0, 7);
    }

    get list() {
        return listOf(this.weeks, this.state.data.today, this.state.isAll || !this.isThisMonth);
    }

    get hasOlder() {
        return !this.state.isAll && this.isThisMonth && this.all.length > this.list.length;
    }

    /** The month of the next shift, when it is another one than that on the screen. */
    get nextMonth() {
        const date = this.state.data.next?.date || "";
        const isOther = date.slice(0, 7) > this.first.slice(0, 7);
        return isOther ? titleOf("month", date, date) : "";
    }

    get all() {
        return listOf(this.weeks, this.state.data.today, true);
    }

    get sum() {
        const shifts = this.all.flatMap((day) => day.shifts);
        return _t("Shifts: %(count)s, hours: %(hours)s", {
            count: shifts.length,
            hours: hoursOf(shifts),
        });
    }

    /** The day that was tapped in the calendar; today at first. */
    get chosen() {
        const days = this.weeks.flat();
        const wanted = this.state.chosen || this.state.data.today;
        return days.find((day) => day.date === wanted && !day.isOther);
    }

    colleagues(shift) {
        return joinNames(shift.colleagues, 6);
    }

    /** The changes on top of the page: some, until all are asked for. */
    get news() {
        const changes = this.state.data.changes || [];
        return this.state.isNewsAll ? changes : changes.slice(0, SOME);
    }

    get moreNews() {
        return (this.state.data.changes || []).length - this.news.length;
    }

    get moreNewsWords() {
        return _t("More changes: %(count)s", { count: this.moreNews });
    }

    actionsOf(shift) {
        return shiftActions.getAll().filter((one) => one.isOffered(shift, this.state.data));
    }

    async run(action, shift) {
        try {
            await action.run(this.tools, shift);
        } catch (error) {
            this.tools.notification.add(sentenceOrThrow(error), { type: "danger" });
        }
    }

    /** Say that one has seen what is new; the marks go. */
    async seen() {
        try {
            await this.orm.call("cs.roster.notice", "action_seen", [this.state.data.notices]);
            await this.load();
        } catch (error) {
            this.tools.notification.add(sentenceOrThrow(error), { type: "danger" });
        }
    }

    /** Take a free shift, after a question; who was too late reads so, and the hint goes. */
    async take(one) {
        if (this.isAsking) {
            return;
        }
        this.isAsking = true;
        try {
            await takeShift(this.tools, one.id, () => this.load());
        } catch (error) {
            this.tools.notification.add(sentenceOrThrow(error), { type: "danger" });
        } finally {
            this.isAsking = false;
        }
    }

    async decline(one) {
        try {
            await this.orm.call("cs.shift.offer.line", "action_decline", [[one.id]]);
        } catch (error) {
            this.tools.notification.add(sentenceOrThrow(error), { type: "danger" });
        }
        await this.load();
    }

    subscribe() {
        this.tools.dialog.add(FeedDialog);
    }

    go(step) {
        this.state.day = stepFrom("month", this.first, step);
        this.state.chosen = "";
        return this.load();
    }

    toggle(day) {
        this.state.chosen = this.state.chosen === day.date ? "" : day.date;
    }
}

registry.category("actions").add("cs_my_shifts", MyShifts);
