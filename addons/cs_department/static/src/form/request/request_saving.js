import { focusWrong } from "./focus";

/** Storing what was typed on the page of a request: once at a time, and nothing is lost meanwhile. */
export class Saving {
    constructor(page) {
        this.page = page;
    }

    get look() {
        return this.page.look;
    }

    /**
     * Store what was typed.
     *
     * @returns {Promise<boolean>} whether it is stored; if not, the page says why
     */
    async save() {
        if (!this.page.canSave || (!this.look.isDirty && this.page.requestId)) {
            return true;
        }
        try {
            await this.keep();
            return true;
        } catch (error) {
            this.page.refuse(error);
            return false;
        }
    }

    /** Store what was typed, and go on with the page as it is then; raises what is refused. */
    async keep() {
        this.saving ||= this.store().finally(() => (this.saving = null));
        return this.saving;
    }

    async store() {
        const { page, look } = this;
        await look.settle();
        const { revision } = look;
        const answer = await page.env.services.orm.call("cs.request", "save_page", [
            page.requestId,
            page.page.form.id,
            look.sent,
        ]);
        if (page.isGone) {
            return;
        }
        // what was typed while the answer was on its way
        const later = look.revision === revision ? {} : look.given;
        page.take(answer.page);
        page.goOn(later);
        await this.adopt(answer.request_id);
    }

    /** Let the form view know of the request; it shows its way and its talk. */
    async adopt(id) {
        const { record } = this.page.props;
        if (record.resId !== id) {
            this.adopted = id;
            await record.model.load({ resId: id });
        }
    }

    /** Tell, once, whether a record is the request that was made here just now. */
    isAdopted(id) {
        const isIt = Boolean(id) && id === this.adopted;
        if (isIt) {
            this.adopted = null;
        }
        return isIt;
    }

    focusWrong() {
        requestAnimationFrame(() => focusWrong(this.page.root.el));
    }
}
