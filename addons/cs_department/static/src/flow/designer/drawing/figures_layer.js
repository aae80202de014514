import { _t } from "@web/core/l10n/translation";
import { hoursText } from "./walk_layer";

/**
 * Return the figures that cards show.
 *
 * @param {object} nodes key → figures as `get_insight` gives them
 * @returns {object} key → `[{name, icon, text, title}]`
 */
export function figuresLayer(nodes) {
    return Object.fromEntries(
        Object.entries(nodes).map(([key, figures]) => [key, figuresOf(figures)])
    );
}

function figuresOf({ count, median, p90, overdue, returned, waiting, longest }) {
    const found = [];
    if (median !== false) {
        found.push({
            name: "median",
            icon: "fa-clock-o",
            text: `${hoursText(median)} · ${hoursText(p90)}`,
            title: _t("Half within %(median)s, 9 of 10 within %(p90)s, of %(count)s", {
                median: hoursText(median),
                p90: hoursText(p90),
                count,
            }),
        });
    }
    if (waiting) {
        const title = _t("%(waiting)s wait here now, the longest for %(longest)s", {
            waiting,
            longest: hoursText(longest),
        });
        found.push({ name: "waiting", icon: "fa-hourglass-half", text: String(waiting), title });
    }
    if (overdue) {
        const title = _t("%s were too late", overdue);
        found.push({ name: "overdue", icon: "fa-bell-o", text: String(overdue), title });
    }
    if (returned) {
        const title = _t("%s were sent back", returned);
        found.push({ name: "returned", icon: "fa-reply", text: String(returned), title });
    }
    return found;
}
