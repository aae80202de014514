import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { refreshDelay } from "./systray_utils";

/** Knows how many tasks wait for the user; asks again when the server rings. */
export const inboxService = {
    dependencies: ["bus_service", "orm"],
    start(env, { bus_service: bus, orm }) {
        const inbox = reactive({ count: 0, tasks: [], refresh, loadNewest });
        let timer;

        async function refresh() {
            try {
                inbox.count = await orm.silent.call("cs.flow.task", "inbox_count", []);
            } catch (error) {
                // a counter that cannot be had is no reason to stop somebody's work
                if (!(error instanceof RPCError || error instanceof ConnectionLostError)) {
                    throw error;
                }
            }
        }

        async function loadNewest() {
            const { count, tasks } = await orm.silent.call("cs.flow.task", "inbox_newest", []);
            Object.assign(inbox, { count, tasks });
        }

        if (user.isInternalUser) {
            bus.subscribe("cs_department.inbox", () => {
                browser.clearTimeout(timer);
                timer = browser.setTimeout(refresh, refreshDelay());
            });
            refresh();
        }
        return inbox;
    },
};

registry.category("services").add("cs_flow_inbox", inboxService);
