import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { dayAndTime } from "../../common/flow_format";
import { marksOf, mergeTrees } from "../drawing/difference";
import { MigrationDialog } from "./migration_dialog";

/** The versions of a flow: look at one, compare it, move requests to one. */
export class VersionsPanel extends Component {
    static template = "cs_department.VersionsPanel";
    static props = { model: Object, tick: Number, onShow: Function, onClose: Function };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.state = useState({ shown: null, changes: null, title: "" });
        this.when = dayAndTime;
    }

    get versions() {
        return this.props.model.design.versions;
    }

    get othersRunning() {
        return this.versions.some((one) => !one.in_force && one.running);
    }

    get labels() {
        return {
            added: _t("new"),
            removed: _t("gone"),
            changed: _t("changed"),
            renamed: _t("renamed"),
            moved: _t("moved"),
        };
    }

    runningText(version) {
        return _t("%s on their way", version.running);
    }

    async look(version) {
        const tree = await this.call("get_version_design", version.id);
        this.show(`v${version.id}`, null, _t("Version %s", version.number), tree, null);
    }

    /** Compare with the version before it, the draft with the version in force. */
    async compare(version) {
        const index = this.versions.indexOf(version);
        const before = version ? this.versions[index + 1] : this.versions.find((v) => v.in_force);
        if (!before) {
            return;
        }
        await this.save();
        const title = version
            ? _t("Version %(new)s against version %(old)s", {
                  new: version.number,
                  old: before.number,
              })
            : _t("Draft against version %s", before.number);
        const found = await this.call("get_difference", before.id, version ? version.id : false);
        const tree = mergeTrees(found.old, found.new);
        this.show(`c${version ? version.id : 0}`, found.changes, title, tree, found.changes);
    }

    save() {
        return this.props.model.save();
    }

    show(shown, changes, title, tree, marked) {
        Object.assign(this.state, { shown, changes, title });
        const marks = marked && marksOf(marked, this.labels);
        this.props.onShow({ tree, title, marks });
    }

    back() {
        Object.assign(this.state, { shown: null, changes: null, title: "" });
        this.props.onShow(null);
    }

    call(method, ...args) {
        return this.orm.call("cs.flow", method, [[this.props.model.id], ...args]);
    }

    migrate() {
        const version = this.versions.find((one) => one.in_force);
        this.dialog.add(
            MigrationDialog,
            { flowId: this.props.model.id, version },
            { onClose: () => this.props.model.reloadVersions() }
        );
    }
}
