/**
 * Read anew what a decision changes beside its document: the activities and messages below
 * it, and the number of activities in the top bar.
 *
 * @param {object} [store] the service of messages
 * @param {{model: string, id: number}} document
 */
export function refreshTalk(store, { model, id }) {
    if (!store || !id) {
        return;
    }
    store.fetchStoreData("systray_get_activities");
    store.Thread.get({ model, id })?.fetchThreadData(["activities", "messages"]);
}
