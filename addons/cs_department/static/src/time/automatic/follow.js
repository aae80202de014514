import { onMounted, onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";

/** So often a page asks how far the solver is, in milliseconds. */
export const EVERY = 1500;

/** Ask how far rosters are; quietly, since it is asked again and again. */
export function askStatus(orm, ids) {
    return orm.silent.call("cs.roster", "auto_follow", [ids]);
}

/**
 * Look again and again while a component is on the page.
 *
 * @param {function(): Promise<void>|undefined} look asks, and returns nothing to ask where there
 *  is nothing to wait for
 */
export function useFollow(look) {
    let timer = 0;
    let isGone = false;
    const again = async () => {
        try {
            await look();
        } catch {
            // the next look may find the server again
        }
        if (!isGone) {
            timer = browser.setTimeout(again, EVERY);
        }
    };
    onMounted(() => {
        timer = browser.setTimeout(again, 0);
    });
    onWillUnmount(() => {
        isGone = true;
        browser.clearTimeout(timer);
    });
}
