import { expect, test } from "@odoo/hoot";
import { keyDown, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineFlowModels, UGLY } from "./flow_test_helpers";

class Flow extends models.Model {
    _name = "cs.flow";

    name = fields.Char();
    condition = fields.Char();
    open_fields = fields.Char();
    choices = fields.Json();
    names_help = fields.Json();

    _records = [
        {
            id: 1,
            name: "Claims",
            open_fields: "note",
            choices: {
                editable: [
                    ["note", "Note"],
                    ["amount", "Amount"],
                ],
            },
            names_help: [["amount", "a number", UGLY]],
        },
    ];
}

class Version extends models.Model {
    _name = "cs.flow.version";

    number = fields.Integer();
    _records = [{ id: 1, number: 1 }];
}

class Node extends models.Model {
    _name = "cs.flow.node";

    name = fields.Char();
    _records = [{ id: 10, name: "Team leader" }];
    _views = { form: `<form><field name="name"/></form>` };
}

defineFlowModels();
defineModels([Flow, Version, Node]);

const node = (id, kind, name, children = [], values = {}) => ({
    id,
    key: `k${id}`,
    kind,
    name,
    text: "",
    badges: [],
    children,
    ...values,
});

const ROWS = [
    node(10, "approve", UGLY, [], { text: "the direct manager", badges: ["all sign"] }),
    node(11, "branch", "How much", [
        node(12, "case", "Large", [node(13, "approve", "Manager")], {
            condition: "days > 3",
            facts: [{ name: "days", type: "number", label: "Days", options: [] }],
        }),
        node(14, "case", "Otherwise"),
    ]),
];

const ARCH = `<form><sheet><field name="name"/><widget name="cs_flow_tree"/></sheet></form>`;

function answer() {
    onRpc("get_design", ({ model }) => {
        expect.step(`design ${model}`);
        return ROWS;
    });
}

test("a flow is an indented list in words", async () => {
    answer();
    await mountView({ type: "form", resModel: "cs.flow", resId: 1, arch: ARCH });
    expect(queryAllTexts(".o_cs_node_name")).toEqual([
        UGLY,
        "How much",
        "Large",
        "Manager",
        "Otherwise",
    ]);
    expect(".o_cs_node .o_cs_node .o_cs_node").toHaveCount(1);
    expect(".o_cs_node_text:first").toHaveText("the direct manager");
    expect(".o_cs_node_text:last").toHaveText("if Days is more than 3");
    expect(".o_cs_node_badges .badge").toHaveText("all sign");
    expect("img[src=x]").toHaveCount(0);
    expect.verifySteps(["design cs.flow"]);
});

test("a version is read, not edited", async () => {
    answer();
    const arch = `<form edit="0"><sheet><widget name="cs_flow_tree"/></sheet></form>`;
    await mountView({ type: "form", resModel: "cs.flow.version", resId: 1, arch });
    expect(".o_cs_node").toHaveCount(5);
    expect(".o_cs_node_delete").toHaveCount(0);
    expect(".o_cs_node_add").toHaveCount(0);
    expect(".o_cs_node_handle").toHaveCount(0);
    expect.verifySteps(["design cs.flow.version"]);
});

test.tags("desktop");
test("a node is opened, moved with the keyboard and deleted", async () => {
    answer();
    onRpc("cs.flow", "move_node", ({ args }) => {
        expect.step(`move ${JSON.stringify(args)}`);
        return true;
    });
    onRpc("cs.flow.node", "unlink", ({ args }) => {
        expect.step(`delete ${args[0]}`);
        return true;
    });
    await mountView({ type: "form", resModel: "cs.flow", resId: 1, arch: ARCH });
    await contains(".o_cs_node_open:first").click();
    expect(".modal [name=name] input").toHaveValue("Team leader");
    await contains(".modal .o_form_button_cancel").click();
    await contains(".o_cs_node_open:first").focus();
    await keyDown(["alt", "ArrowDown"]);
    await animationFrame();
    await contains(".o_cs_node_delete:eq(1)").click();
    expect(".modal").toHaveText(/'How much' and everything inside it goes/);
    await contains(".modal .btn-danger").click();
    await animationFrame();
    expect.verifySteps([
        "design cs.flow",
        "move [[1],10,false,false]",
        "design cs.flow",
        "delete 11",
        "design cs.flow",
    ]);
});

test("only what may stand somewhere is offered there", async () => {
    answer();
    await mountView({ type: "form", resModel: "cs.flow", resId: 1, arch: ARCH });
    await contains(".o_cs_tree > .o_cs_node_add .o_cs_add_step").click();
    expect(".o-dropdown-item").toHaveCount(7);
    expect(".o_cs_add_case").toHaveCount(0);
    expect(".o_cs_node_branch > .o_cs_node_add").toHaveText("Add a case");
    expect(".o_cs_node_approve > .o_cs_node_add").toHaveCount(0);
    expect.verifySteps(["design cs.flow"]);
});

test("a condition shows the names it may use", async () => {
    const arch = `<form><field name="names_help" widget="cs_flow_names"/></form>`;
    await mountView({ type: "form", resModel: "cs.flow", resId: 1, arch });
    expect(".o_cs_names code:first").toHaveText("amount");
    expect(".o_cs_names td:nth-child(2)").toHaveText(UGLY);
    expect("img[src=x]").toHaveCount(0);
});

test.tags("desktop");
test("technical names are chosen by their labels", async () => {
    onRpc("cs.flow", "web_save", ({ args }) => expect.step(args[1].open_fields));
    const arch = `
        <form>
            <field name="open_fields" widget="cs_flow_choices"
                   options="{'key': 'editable', 'multiple': True}"/>
        </form>`;
    await mountView({ type: "form", resModel: "cs.flow", resId: 1, arch });
    expect(".o_cs_choices").toHaveText(/Note/);
    await contains(".o_cs_choices .o_select_menu_toggler").click();
    await contains(".o-dropdown-item:contains(Amount)").click();
    await contains(".o_form_button_save").click();
    expect.verifySteps(["note, amount"]);
});
