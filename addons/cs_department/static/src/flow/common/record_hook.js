import { onWillStart, toRaw, useComponent } from "@odoo/owl";
import { useRecordObserver } from "@web/model/relational_model/utils";

/**
 * Load something beside a record: at first, and whenever the record was read anew.
 *
 * @param {function(): Promise<void>} load
 * @returns {function(): Promise<void>} loads now, without a second time for the same reading
 */
export function useLoadWithRecord(load) {
    const component = useComponent();
    let seen = null;

    function loadNow() {
        seen = toRaw(component.props.record.data);
        return load();
    }

    onWillStart(loadNow);
    useRecordObserver((record) => {
        const isNew = toRaw(record.data) !== seen;
        if (seen && isNew && record.resId && !record.dirty) {
            loadNow();
        }
    });
    return loadNow;
}
