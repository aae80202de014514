from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .roster_common import RosterCase

#: regulations that hold once for each department
POLICIES = (
    "cs.attendance.policy",
    "cs.leave.policy",
    "cs.overtime.policy",
    "cs.roster.policy",
    "cs.seat.policy",
    "cs.swap.policy",
)
#: what somebody duplicates to change a little of it
WORKING = (
    *POLICIES,
    "cs.clock.mapping",
    "cs.flow",
    "cs.form",
    "cs.grade",
    "cs.grade.ladder",
    "cs.handover.template",
    "cs.limit",
    "cs.number.scheme",
    "cs.role",
    "cs.rotation",
    "cs.shift.demand",
    "cs.shift.type",
)


@tagged("post_install", "-at_install")
class TestCopies(RosterCase):
    """Duplicate, in the menu of every form: it works, or says what to do."""

    def _any(self, name):
        """Return some record of a model, of the demo data where there is one."""
        every = self.env[name].with_context(active_test=False)
        found = every.search([], limit=1)
        if not found and name in POLICIES:
            found = every.create({"name": "Rules", "department_id": self.centre.id})
        return found

    def _copied(self, record):
        """Return a copy, or the sentence that refuses it; another error is raised."""
        try:
            with self.env.cr.savepoint():
                twin = record.copy()
                self.env.flush_all()
                return twin, ""
        except UserError as error:
            return None, str(error)
        except IntegrityError as error:
            self.env.invalidate_all()
            said = record._sql_error_to_message(error)
            if said == record._sql_error_to_message_generic(error):
                raise
            return None, said

    @mute_logger("odoo.sql_db")
    def test_every_form_copies_or_says_why_not(self):
        views = self.env["ir.ui.view"].search(
            [("type", "=", "form"), ("model", "=like", "cs.%")]
        )
        names = [name for name in set(views.mapped("model")) if name in self.env]
        for name in sorted(names):
            record = not self.env[name]._transient and self._any(name)
            if not record:
                continue
            with self.subTest(model=name):
                twin, said = self._copied(record)
                self.assertTrue(twin or said)
                if name in WORKING:
                    self.assertTrue(twin, said)
                    self.assertFalse(twin & record)

    def test_a_copy_of_a_policy_clashes_with_nothing(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        for name in POLICIES:
            with self.subTest(policy=name):
                policy = self._any(name)
                policy.with_context(lang="zh_CN").name = "制度"
                policy.with_context(lang="en_US").name = "Rules"
                policy.active = True
                twin, again = policy.copy(), policy.copy()
                self.assertFalse(twin.active or again.active)
                self.assertEqual(twin.name, "Rules (copy)")
                self.assertNotEqual(
                    twin.with_context(lang="zh_CN").name, "Rules (copy)"
                )
                self.assertIn("制度", twin.with_context(lang="zh_CN").name)
                self._assert_same_lines(policy, twin)
                self._assert_put_into_force(policy, twin)

    def _assert_same_lines(self, policy, twin):
        for name, field in policy._fields.items():
            if field.type == "one2many" and field.copy:
                self.assertEqual(len(twin[name]), len(policy[name]), name)

    def _assert_put_into_force(self, policy, twin):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            twin.action_unarchive()
            self.env.flush_all()
        self.env.invalidate_all()
        twin.department_id = self._department("Copies", self.centre)
        twin.action_unarchive()
        self.env.flush_all()
        place = twin.department_id.id, twin.company_id.id
        self.assertEqual(policy._nearest({place})[place], twin)

    def test_a_code_that_is_taken_gets_a_figure(self):
        kind = self.day.copy()
        self.assertEqual(kind.code, f"{self.day.code}2")
        self.assertEqual(self.day.copy().code, f"{self.day.code}3")
        self.day.code = "LONGCODE"
        self.assertEqual(self.day.copy().code, "LONGCOD2")
        self.assertEqual(kind.name, f"{self.day.name} (copy)")
        breaks = [one.break_ids.mapped("start_hour") for one in (kind, self.day)]
        self.assertEqual(*breaks)

    def test_a_confirmed_list_is_copied_as_ones_own(self):
        sheet = self.env["cs.attendance.sheet"].search([], limit=1)
        twin = sheet.copy()
        self.assertEqual(twin.state, "draft")
        self.assertEqual(twin.recorder_id, self.env.user)
