import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { sentenceOrThrow } from "../../common/flow_format";

/** Moves chosen requests to the version in force, after showing what each would lose. */
export class MigrationDialog extends Component {
    static template = "cs_department.MigrationDialog";
    static components = { Dialog };
    static props = { flowId: Number, version: Object, close: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({
            rows: [],
            chosen: new Set(),
            reason: "",
            error: "",
            isLoaded: false,
        });
        onWillStart(() => this.tell(() => this.load()));
    }

    get title() {
        return _t("Requests on their way");
    }

    get intro() {
        return _t(
            "Choose the requests that go on in version %s. The others keep their version.",
            this.props.version.number
        );
    }

    /** The requests by their version, with what is different in the new one. */
    get groups() {
        const found = new Map();
        for (const row of this.state.rows) {
            const { version, differences } = row;
            if (!found.has(version)) {
                found.set(version, { version, differences, rows: [] });
            }
            found.get(version).rows.push(row);
        }
        return [...found.values()];
    }

    heading({ version }) {
        return _t("What changes for those in version %s", version);
    }

    async tell(action) {
        try {
            await action();
        } catch (error) {
            this.state.error = sentenceOrThrow(error);
        }
    }

    call(method, ...args) {
        return this.orm.call("cs.flow", method, [[this.props.flowId], ...args]);
    }

    async load() {
        this.state.rows = await this.call("get_migrations", this.props.version.id);
        this.state.isLoaded = true;
    }

    toggle(id) {
        const { chosen } = this.state;
        if (!chosen.delete(id)) {
            chosen.add(id);
        }
    }

    async move() {
        await this.tell(async () => {
            const lines = await this.call(
                "migrate_runs",
                [...this.state.chosen],
                this.props.version.id,
                this.state.reason
            );
            for (const line of lines) {
                Object.assign(
                    this.state.rows.find((row) => row.id === line.id),
                    line
                );
            }
            this.state.chosen.clear();
        });
    }
}
