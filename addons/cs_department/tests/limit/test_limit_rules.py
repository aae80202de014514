from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger

from .common import LimitCase


@tagged("post_install", "-at_install")
class TestLimitRules(LimitCase):
    def test_wrong_figures_are_refused(self):
        for values in (
            {"figure": -1},
            {"figure": 1e12},
            {"figure": 10_001},
            {"warn_from": 1e9},
            {"month_start": 31},
            {"date_from": "2024-06-02", "date_to": "2024-06-01"},
            {"kind": "count", "outcome": "cap"},
        ):
            with (
                self.subTest(values),
                self.assertRaises(CheckViolation),
                mute_logger("odoo.sql_db"),
            ):
                self._limit(**values).flush_recordset()

    def test_incomplete_limits_are_refused(self):
        for values in ({"kind": "blackout"}, {"kind": "eligibility"}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self._limit(**values)

    def test_only_documents_that_are_held_to_limits_have_some(self):
        limit = self._limit()
        for name in ("base", "res.partner", "cs.limit"):
            model = self.env["ir.model"]._get(name)
            with self.subTest(name), self.assertRaises(ValidationError):
                self._limit(model_id=model.id)
            with self.subTest(name), self.assertRaises(ValidationError):
                limit.model_id = model

    def test_wrong_conditions_name_the_nearest_word(self):
        with self.assertRaises(ValidationError) as error:
            self._limit(condition="day > 3")
        self.assertIn("days", str(error.exception))
        with self.assertRaises(ValidationError):
            self._limit(kind="eligibility", eligibility="days + 1")

    def test_summary_is_a_sentence(self):
        limit = self._limit(kind="sum", figure=3)
        self.assertEqual(limit.summary, "at most 3 days a month; otherwise refuse")
        limit = self._limit(kind="notice", figure=48)
        self.assertIn("at least 48 clock hours before it begins", limit.summary)
        limit.write({"notice_unit": "working_days", "figure": 1, "operator": "gt"})
        self.assertIn("more than 1 working day before it begins", limit.summary)
        limit = self._limit(kind="overlap", figure=2, operator="lt")
        self.assertIn("less than 2 people away at once", limit.summary)
        limit = self._limit(kind="count", figure=1000)
        self.assertIn("at most 1000 times a month", limit.summary)
        limit = self._limit(
            kind="blackout",
            with_public_holidays=True,
            range_ids=[
                Command.create({"name": name, "date_from": "2024-06-10"})
                for name in ("Festival", "Fair")
            ],
        )
        self.assertIn("public holidays, Festival, and Fair;", limit.summary)
        limit = self._limit(kind="eligibility", eligibility="days < 3")
        self.assertEqual(limit.summary, "only if days < 3; otherwise refuse")
        limit.message = "Two days at most."
        self.assertEqual(limit.summary, "Two days at most; otherwise refuse")

    def test_the_language_decides_the_order_of_words_and_the_comma(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self._translated(
            "at most %(figure)s %(unit)s %(period)s",
            "%(period)s最多 %(figure)s %(unit)s",
        )
        limit = self._limit(kind="sum", figure=3, period="month")
        text = limit.with_context(lang="zh_CN").summary
        self.assertIn("每月最多 3 天", text)
        limit = self._limit(
            kind="blackout",
            range_ids=[
                Command.create({"name": name, "date_from": "2024-06-10"})
                for name in ("端午", "中秋", "国庆")
            ],
        )
        self.assertIn("端午、中秋和国庆", limit.with_context(lang="zh_CN").summary)

    def _translated(self, source, text):
        """The translation of the house must say it as it stands here."""
        from odoo.tools.translate import code_translations

        found = code_translations.get_python_translations("cs_department", "zh_CN")
        self.assertEqual(found.get(source), text)

    def test_every_kind_and_operator_has_its_sentence(self):
        for kind in ("count", "sum", "size", "notice", "overlap"):
            for operator in ("le", "lt", "ge", "gt"):
                limit = self._limit(kind=kind, operator=operator, figure=2)
                for direction in ("before", "after"):
                    limit.direction = direction
                    limit.operator = operator
                    self.assertRegex(limit.summary, r"^[a-z].* 2 [a-z]+.*; otherwise")

    def test_form_proposes_an_operator(self):
        with Form(self.env["cs.limit"]) as form:
            form.name = "Notice"
            form.kind = "notice"
            self.assertEqual(form.operator, "ge")
            form.direction = "after"
            self.assertEqual(form.operator, "le")
            form.figure = 24

    def test_blackout_dates_end_on_their_day(self):
        limit = self._limit(
            kind="blackout",
            range_ids=[Command.create({"name": "Festival", "date_from": "2024-06-10"})],
        )
        self.assertEqual(str(limit.range_ids.date_to), "2024-06-10")

    @users("agent")
    def test_employees_read_limits_and_change_none(self):
        limit = self._limit(figure=3)
        mine = limit.with_env(self.env)
        self.assertEqual(mine.figure, 3)
        with self.assertRaises(AccessError):
            mine.figure = 30
        with self.assertRaises(AccessError):
            mine.unlink()
        with self.assertRaises(AccessError):
            self.env["cs.limit"].create({"name": "Mine"})

    @users("hr")
    def test_hr_changes_every_figure(self):
        limit = self._limit(figure=3).with_env(self.env)
        limit.write({"figure": 4, "operator": "lt", "outcome": "warn"})
        limit.unlink()

    # ---- allowed exceptions ---------------------------------------------------------

    def _override(self, user, limit, employee=None, **values):
        return (
            self.env["cs.limit.override"]
            .with_user(user)
            .create(
                {
                    "limit_id": limit.id,
                    "employee_id": (employee or self.agent).id,
                    "date_from": "2024-06-12",
                    "reason": "Wedding of the sister",
                }
                | values
            )
        )

    def test_lv_03_leader_allows_an_exception_with_a_reason(self):
        limit = self._limit(kind="notice", figure=48, can_override=True)
        document = self._document("2024-06-12 09:00:00")
        late = "2024-06-11 09:00:00"
        self.assertEqual(self._outcomes(document, late), ["block"])
        override = self._override(self.lead.user_id, limit, granted_by_id=1)
        self.assertEqual(override.granted_by_id, self.lead.user_id)
        self.assertEqual(self._outcomes(document, late), ["none"])
        longer = self._document("2024-06-12 09:00:00", "2024-06-13 09:00:00")
        self.assertEqual(self._outcomes(longer, late), ["block"])

    def test_nobody_allows_himself_or_a_stranger(self):
        limit = self._limit(kind="notice", figure=48, can_override=True)
        for user, employee in (
            (self.lead, self.lead),
            (self.lead2, self.agent),
            (self.agent2, self.agent),
            (self.hr, self.hr),
        ):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self._override(user.user_id, limit, employee)

    def test_limit_without_exceptions_and_without_reason(self):
        strict = self._limit(kind="notice", figure=48)
        with self.assertRaises(ValidationError):
            self._override(self.lead.user_id, strict)
        limit = self._limit(kind="notice", figure=48, can_override=True)
        with self.assertRaises(ValidationError):
            self._override(self.lead.user_id, limit, reason="  ")

    def test_only_the_role_that_the_limit_names(self):
        limit = self._limit(
            kind="notice", figure=48, can_override=True, override_role_id=self.duty.id
        )
        with self.assertRaises(AccessError):
            self._override(self.lead.user_id, limit)
        self._assign(self.chief, self.centre, date_from="2020-01-01")
        self.assertTrue(self._override(self.chief.user_id, limit))

    def test_an_exception_stays_as_it_was_given(self):
        limit = self._limit(kind="notice", figure=48, can_override=True)
        override = self._override(self.lead.user_id, limit)
        for user in (self.lead, self.agent, self.hr):
            with self.subTest(user.name), self.assertRaises(AccessError):
                override.with_user(user.user_id).write({"date_to": "2024-12-31"})
        with self.assertRaises(AccessError):
            override.with_user(self.lead.user_id).unlink()
        own = override.with_user(self.agent.user_id)
        self.assertEqual(own.reason, "Wedding of the sister")
        self.assertFalse(
            self.env["cs.limit.override"].with_user(self.agent2.user_id).search([])
        )
        override.with_user(self.hr.user_id).unlink()
