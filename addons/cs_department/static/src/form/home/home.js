import {
    Component,
    onWillStart,
    onWillUnmount,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { registry } from "@web/core/registry";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import {
    away,
    dayAndTime,
    sentenceOrThrow,
    usually,
    usuallyWhy,
} from "../../flow/common/flow_format";
import { LOOKS, matching, openAndOver, recentForms } from "./home_utils";

const FEW = 5;

/** What employees see first: the forms they may file, and what became of their requests. */
export class FormHome extends Component {
    static template = "cs_department.FormHome";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.ui = useService("ui");
        this.own = useRef("requests");
        this.keepLast = new KeepLast();
        Object.assign(this, { away, dayAndTime, usually, usuallyWhy, LOOKS });
        this.state = useState({ home: null, text: "", error: "", isAll: false });
        this.env.config.setDisplayName(_t("What do you need?"));
        onWillStart(() => this.load());
        // what happened meanwhile is shown when somebody looks again, or is rung for
        useExternalListener(document, "visibilitychange", () => document.hidden || this.load());
        const bus = useService("bus_service");
        const ring = () => this.load();
        bus.subscribe("cs_department.inbox", ring);
        onWillUnmount(() => bus.unsubscribe("cs_department.inbox", ring));
    }

    async load() {
        try {
            const call = this.orm.silent.call("cs.form", "get_home", []);
            this.state.home = await this.keepLast.add(call);
            this.state.error = "";
        } catch (error) {
            const sentence = sentenceOrThrow(error);
            this.state.error = sentence;
        }
    }

    get forms() {
        return matching(this.state.home.forms, this.state.text);
    }

    get recent() {
        const isFew = this.state.home.forms.length <= FEW;
        return this.state.text || isFew ? [] : recentForms(this.state.home);
    }

    get requests() {
        const { open, over } = openAndOver(this.state.home.requests);
        return { open, over: this.state.isAll ? over : over.slice(0, FEW), all: over.length };
    }

    get openText() {
        return _t("My open requests: %s", this.requests.open.length);
    }

    /** On a phone one's requests are below all forms. */
    jump() {
        this.own.el.scrollIntoView({ block: "start", behavior: "smooth" });
    }

    /** The parts of the list of requests, with their titles. */
    get groups() {
        const { open, over } = this.requests;
        return [
            { title: _t("Open"), requests: open },
            { title: _t("Done"), requests: over },
        ].filter((group) => group.requests.length);
    }

    lookOf(request) {
        return LOOKS[request.flow_state] || LOOKS.none;
    }

    /** Enter opens the only form, or the first, that was found. */
    onSearchKey(ev) {
        const [form] = this.forms;
        if (ev.key === "Enter" && this.state.text && form) {
            this.file(form);
        } else if (ev.key === "Escape") {
            this.state.text = "";
        }
    }

    file(form) {
        return this.open(form.name, false, { default_form_id: form.id });
    }

    setForms() {
        return this.action.doAction("cs_department.action_cs_form");
    }

    show(request) {
        return this.open(request.form, request.id, {});
    }

    open(name, id, context) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: "cs.request",
            res_id: id,
            views: [[false, "form"]],
            context,
        });
    }
}

registry.category("actions").add("cs_form_home", FormHome);
