from contextlib import contextmanager

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user
from odoo.tools import mute_logger


class OrgCase(TransactionCase):
    """Two departments below a centre, with the people of the tests.

    ``centre`` (head: chief) > ``calls`` (head: lead) and ``mail`` (head: lead2);
    agent, agent2 work in calls, agent3 in mail. All of them have users.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._company()
        context = {"tracking_disable": True, "allowed_company_ids": cls.company.ids}
        cls.env = cls.env(context={**cls.env.context, **context})
        cls.centre = cls._department("Service centre", cs_centre_code="2")
        cls.calls = cls._department("Calls", cls.centre, cs_code="01")
        cls.mail = cls._department("Mail", cls.centre, cs_code="02")
        cls.chief = cls._person("chief", cls.centre, "group_cs_manager")
        cls.lead = cls._person("lead", cls.calls, "group_cs_leader")
        cls.lead2 = cls._person("lead2", cls.mail, "group_cs_leader")
        cls.agent = cls._person("agent", cls.calls, "group_cs_agent")
        cls.agent2 = cls._person("agent2", cls.calls, "group_cs_agent")
        cls.agent3 = cls._person("agent3", cls.mail, "group_cs_agent")
        cls.hr = cls._person("hr", cls.centre, "group_cs_hr")
        cls.auditor = cls._user("auditor", "group_cs_auditor")
        cls.centre.manager_id = cls.chief
        cls.calls.manager_id = cls.lead
        cls.mail.manager_id = cls.lead2
        cls.duty = cls.env["cs.role"].create({"name": "Duty", "code": "duty"})

    @contextmanager
    def _refused(self):
        """Expect a sentence, of Python or of a constraint of the database."""
        is_refused = False
        try:
            with mute_logger("odoo.sql_db"), self.cr.savepoint():
                yield
                self.env.flush_all()
        except (UserError, IntegrityError):
            is_refused = True
        self.env.invalidate_all()
        self.assertTrue(is_refused)

    @classmethod
    def _company(cls):
        """Return the company of the tests."""
        return cls.env.company

    @classmethod
    def _department(cls, name, parent=None, **vals):
        return cls.env["hr.department"].create(
            {"name": name, "parent_id": parent and parent.id, **vals}
        )

    @classmethod
    def _user(cls, login, group, company=None):
        """Make a user of a group, who works in one company."""
        company = company or cls.company
        return new_test_user(
            cls.env,
            login,
            f"base.group_user,cs_department.{group}",
            name=login,
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    @classmethod
    def _person(cls, login, department, group=None, **vals):
        """Make an employee; with a group, also a user of that login."""
        user = group and cls._user(login, group)
        return cls.env["hr.employee"].create(
            {
                "name": login,
                "department_id": department.id,
                "user_id": user and user.id,
                "date_version": "2024-01-01",
                **vals,
            }
        )

    @classmethod
    def _assign(cls, employee, department=None, role=None, **vals):
        return cls.env["cs.role.assignment"].create(
            {
                "role_id": (role or cls.duty).id,
                "employee_id": employee.id,
                "department_id": department and department.id,
                "date_from": "2024-01-01",
                **vals,
            }
        )


class OwnCompanyCase(OrgCase):
    """The same people in a new company, where nothing is set up by the demo."""

    @classmethod
    def _company(cls):
        company = cls.env["res.company"].create({"name": "Centre Ltd."})
        cls.env.user.company_ids |= company
        return company
