import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { clickSave, defineModels, fields, models, mountView } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

class Thing extends models.Model {
    _name = "cs.thing";

    name = fields.Char({ string: "Why", required: true });
    day = fields.Date({ string: "Which day", required: true });
}

class Other extends models.Model {
    _name = "other";

    name = fields.Char({ string: "Why", required: true });
}

defineMailModels();
defineModels([Thing, Other]);

const ARCH = (names) => `<form>${names.map((name) => `<field name="${name}"/>`).join("")}</form>`;

test("what is missing is named", async () => {
    await mountView({ type: "form", resModel: "cs.thing", arch: ARCH(["name", "day"]) });
    await clickSave();
    await animationFrame();
    expect(".o_notification_content").toHaveText("Missing or wrong: Why, Which day");
});

test("forms of others stay as they are", async () => {
    await mountView({ type: "form", resModel: "other", arch: ARCH(["name"]) });
    await clickSave();
    await animationFrame();
    expect(".o_notification_content").toHaveText("Missing required fields");
});
