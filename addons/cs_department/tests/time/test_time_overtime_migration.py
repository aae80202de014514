from importlib.util import module_from_spec, spec_from_file_location

from odoo.tests import freeze_time, tagged
from odoo.tools import file_path

from .overtime_common import OvertimeCase

RULE = "end < TODAY()"


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestOvertimeMigration(OvertimeCase):
    """What an update makes of overtime and of the form as they were before."""

    def migrate(self):
        path = file_path("cs_department/migrations/19.0.1.1.0/post-overtime.py")
        spec = spec_from_file_location("post_overtime", path)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        self.env.invalidate_all()
        script.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()

    def old_form(self, rule=False):
        """Let the form of the module be one that was published as it used to be."""
        form = self.env.ref("cs_department.form_overtime").copy(
            {"code": "old_overtime"}
        )
        self.part(form).visible_if = rule
        ticked = {"key": "afterwards", "kind": "boolean", "sequence": 25}
        self.env["cs.form.field"].create(
            ticked | {"form_id": form.id, "label": "Filed afterwards"}
        )
        self.env["cs.form.rule"].create(
            {
                "form_id": form.id,
                "sequence": 30,
                "field": "afterwards",
                "expression": "kind <> 'emergency' OR afterwards OR start >= TODAY()",
                "message": "Mark it.",
                "nodes": "submit",
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()  # in the order of the form
        form._publish(None)
        data = self.env["ir.model.data"].search(
            [("module", "=", "cs_department"), ("name", "=", "form_overtime")]
        )
        data.res_id = form.id
        self.assertEqual((form.state, form.version_id.number), ("published", 1))
        return form

    def part(self, form):
        return form.draft_id.field_ids.filtered(lambda field: field.key == "checked")

    def test_what_was_counted_at_its_approval_stays_counted(self):
        old = self.approve(self.ask("2024-06-08 09:00", "2024-06-08 13:00"))
        asked = self.ask("2024-06-09 09:00", "2024-06-09 13:00")
        ahead = self.approve(self.ask("2024-06-15 09:00", "2024-06-15 13:00"))
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE cs_overtime SET counted_hours = 4, worth_hours = 4,"
            " because = '[[\"asked\", 4]]' WHERE id = %s",
            [old.id],
        )
        for _again in range(2):
            self.migrate()
            self.assertTrue(old.counted_at)
            self.assertEqual((old.worked_hours, old.counted_hours), (4, 4))
            self.assertFalse((asked | ahead).filtered("counted_at"))
        with freeze_time("2024-06-30 01:00:00"):
            self.env["cs.overtime"]._waiting()._settle_due()
            self.assertEqual(ahead.counted_hours, 4)
            self.register(old, 2)
        self.assertEqual(old.counted_hours, 2)

    def test_the_form_as_it_came_is_brought_up(self):
        form = self.old_form()
        self.migrate()
        self.assertEqual(self.part(form).visible_if, RULE)
        self.assertEqual((form.state, form.version_id.number), ("published", 2))
        self.assertNotIn("afterwards", form.draft_id.field_ids.mapped("key"))
        self.assertNotIn("afterwards", form.draft_id.rule_ids.mapped("field"))
        self.migrate()
        self.assertEqual(form.version_id.number, 2)

    def test_a_form_that_somebody_changed_stays(self):
        form = self.old_form("kind = 'emergency'")
        self.migrate()
        self.assertEqual(self.part(form).visible_if, "kind = 'emergency'")
        self.assertEqual(form.version_id.number, 1)

    def test_a_form_that_somebody_is_changing_stays(self):
        form = self.old_form()
        part = form.draft_id.field_ids.filtered(lambda field: field.key == "reason")
        part.label = "Why"
        self.migrate()
        self.assertFalse(self.part(form).visible_if)
        self.assertEqual((form.state, form.version_id.number), ("changed", 1))
