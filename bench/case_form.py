"""Requests of a form: submitting many, listing a page of them."""

from .case import Case
from .world import World

ROWS = 80
FIELDS = 20


def make_form(env):
    """Return the published form of the cases, of twenty fields and a detail table."""
    form = env["cs.form"].search([("code", "=", "bench_form")])
    if form:
        return form
    kinds = ("text", "number", "date", "choice", "boolean")
    fields = [
        {
            "key": f"field_{number}",
            "kind": kinds[number % len(kinds)],
            "label": f"Field {number}",
            "choices": [{"key": "one", "label": "One"}, {"key": "two", "label": "Two"}]
            if kinds[number % len(kinds)] == "choice"
            else [],
        }
        for number in range(FIELDS - 2)
    ]
    fields += [
        {"key": "total", "kind": "money", "label": "Total", "computed": "lines_price"},
        {"key": "lines", "kind": "table", "label": "Lines"},
        {"key": "price", "kind": "money", "label": "Price", "parent": "lines"},
    ]
    return published(env, "bench_form", fields)


def published(env, code, fields):
    """Return a published form of these fields, with one approval."""
    form = env["cs.form"].create({"name": "Bench form", "code": code})
    form.department_ids = env["hr.department"].search([("name", "=", "Bench Centre")])
    env["cs.flow.node"].create(
        {
            "flow_id": form.flow_id.id,
            "name": "Manager",
            "kind": "approve",
            "approver_kind": "manager",
            "if_nobody": "skip",
        }
    )
    design = {"fields": fields, "rules": []}
    env["cs.form"].save_design(form.id, design, form.rev)
    env["cs.form"].publish(form.id)
    return form


def values(number):
    """Return what one request of the cases is filled with."""
    return {
        "field_0": f"Text {number}",
        "field_1": number,
        "field_2": "2026-03-02",
        "field_3": "one",
        "field_4": bool(number % 2),
        "lines": [{"price": number}, {"price": 1}],
    }


class FormCase(Case):
    """A case with requests of the bench form."""

    def requests(self, count):
        """Return new drafts of the clerk, filled in."""
        world = World(self.env)
        form = make_form(self.env)
        requests = self.env["cs.request"].with_user(world.clerk)
        rows = requests.create([{"form_id": form.id} for _index in range(count)])
        rows._file({row.id: values(index) for index, row in enumerate(rows)})
        self.env.flush_all()
        return rows


class Submit(FormCase):
    """A thousand requests numbered, checked and sent on their way at once."""

    name = "form.submit_1000"
    n = 1000
    repeat = 1

    def prepare(self):
        self.rows = self.requests(self.n)
        self.env.invalidate_all()

    def run(self):
        self.rows.action_submit()

    def prepare_floor(self):
        world = World(self.env)
        self.documents = world.documents(self.n).with_user(world.clerk)

    def floor(self):
        """Submit as many documents of a plain model to a flow."""
        self.documents.action_submit()


class List(FormCase):
    """A page of the list with the fields of the form as columns."""

    name = "form.list_80_with_properties"
    n = ROWS
    max_queries = 20
    repeat = 9

    def prepare(self):
        self.requests(ROWS).action_submit()
        self.page = self.env["cs.request"].with_user(World(self.env).clerk)
        self.run()

    def columns(self):
        """Return what the list shows."""
        return {
            "name": {},
            "form_id": {"fields": {"display_name": {}}},
            "employee_id": {"fields": {"display_name": {}}},
            "flow_state": {},
            "flow_who": {},
        }

    def run(self):
        columns = self.columns() | {"properties": {}}
        page = self.page.web_search_read([], columns, limit=ROWS)
        assert all(row["properties"] for row in page["records"])

    def prepare_floor(self):
        self.prepare()

    def floor(self):
        """List the same requests without the fields of the form."""
        self.page.web_search_read([], self.columns(), limit=ROWS)


class Render(Case):
    """The page of a new request of a form with 150 fields."""

    name = "form.render_150_fields"
    n = 150
    max_queries = 25
    repeat = 9

    def prepare(self):
        clerk = World(self.env).clerk
        kinds = ("text", "number", "date", "boolean", "long_text")
        fields = [
            {
                "key": f"field_{number}",
                "kind": kinds[number % len(kinds)],
                "label": f"Field {number}",
            }
            for number in range(self.n)
        ]
        self.form = published(self.env, "bench_wide", fields)
        self.requests = self.env["cs.request"].with_user(clerk)
        self.run()

    def run(self):
        page = self.requests.get_page(form_id=self.form.id)
        assert len(page["fields"]) == self.n

    def prepare_floor(self):
        self.prepare()

    def floor(self):
        """Read the fields of the version as they are stored."""
        self.form.version_id.field_ids.read(["key", "kind", "label", "required"])
