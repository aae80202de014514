/**
 * Find the half hour of a day in which most people are missing; with nobody missing, the one
 * with the fewest to spare.
 *
 * @param {{need: number[], have: number[]}|undefined} day
 * @returns {{slot: number, need: number, have: number, short: number}|null} null: nobody is needed
 */
export function worstOf(day) {
    let worst = null;
    for (let slot = 0; slot < (day ? day.need.length : 0); slot++) {
        const need = day.need[slot];
        const short = need - day.have[slot];
        if (need > 0 && (!worst || short > worst.short)) {
            worst = { slot, need, have: day.have[slot], short };
        }
    }
    return worst;
}

/** The half hours of a day in which people are missing, joined where they touch. */
export function gapsOf(day) {
    const gaps = [];
    (day ? day.need : []).forEach((need, slot) => {
        const short = need - day.have[slot];
        if (short <= 0) {
            return;
        }
        const last = gaps.at(-1);
        if (last && last.to === slot && last.short === short) {
            last.to = slot + 1;
        } else {
            gaps.push({ from: slot, to: slot + 1, short, need, have: day.have[slot] });
        }
    });
    return gaps;
}

/** The heights of a small chart of a day, in percent of its tallest bar. */
export function barsOf(day) {
    const most = Math.max(1, ...day.need, ...day.have);
    return day.need.map((need, slot) => ({
        slot,
        need,
        have: day.have[slot],
        isShort: day.have[slot] < need,
        needHeight: (100 * need) / most,
        haveHeight: (100 * day.have[slot]) / most,
    }));
}
