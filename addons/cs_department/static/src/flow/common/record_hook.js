import { onWillStart, toRaw, useComponent } from "@odoo/owl";
import { useRecordObserver } from "@web/model/relational_model/utils";

/**
 * Load something beside a record: at first, and whenever the record was read anew.
 *
 * @param {function(object): Promise<void>} load gets the record, which may be newer than the
 *  component's props
 * @returns {function(): Promise<void>} loads now, without a second time for the same reading
 */
export function useLoadWithRecord(load) {
    const component = useComponent();
    let seen = null;

    function loadNow(record = component.props.record) {
        seen = toRaw(record.data);
        return load(record);
    }

    onWillStart(() => loadNow());
    useRecordObserver((record) => {
        const isNew = toRaw(record.data) !== seen;
        if (seen && isNew && record.resId && !record.dirty) {
            loadNow(record);
        }
    });
    return loadNow;
}
