from odoo.tests import freeze_time, tagged

from .swap_common import SwapCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-01 01:00:00")
class TestTimeGaps(SwapCase):
    """Screens say what would not work, before anybody runs into it."""

    def test_a_minimum_that_nobody_could_meet(self):
        demand = self.env["cs.shift.demand"].create(
            {"department_id": self.mail.id, "minimum": 1}
        )
        there = self.env["hr.employee"].search_count(
            [("department_id", "child_of", self.mail.id)]
        )
        self.assertFalse(demand.too_few)
        demand.minimum = there + 1
        self.assertIn(f"Only {there} people could count here", demand.too_few)
        demand.minimum = 1
        kind = self.env["hr.skill.type"].create(
            {
                "name": "Languages of guests",
                "skill_ids": [(0, 0, {"name": "Thai"})],
                "skill_level_ids": [
                    (
                        0,
                        0,
                        {"name": "good", "level_progress": 80, "default_level": True},
                    )
                ],
            }
        )
        demand.skill_id = kind.skill_ids
        self.assertIn("Only 0 people", demand.too_few)
        self.env["hr.employee.skill"].create(
            {
                "employee_id": self.agent3.id,
                "skill_type_id": kind.id,
                "skill_id": kind.skill_ids.id,
                "skill_level_id": kind.skill_level_ids.id,
                "valid_from": "2024-01-01",
            }
        )
        demand.invalidate_recordset()
        self.assertFalse(demand.too_few)

    def test_filling_says_who_got_nothing(self):
        self._rotation("Days", [(self.day, 1)], [self.agent])
        empty = self._rotation("Nothing yet", [], [self.agent2])
        self.assertFalse(empty.step_ids)
        answer = self.roster.with_user(self.boss.user_id).action_fill_by_rotation()
        text = answer["params"]["message"]
        self.assertIn("Nothing yet has no steps: agent2 get nothing", text)
        self.assertIn("Who follows no rotation: ", text)
        self.assertNotIn("agent,", text)

    def test_a_swap_policy_names_a_missing_workflow(self):
        self.rules.peer = "any"
        self.assertFalse(self.rules.gaps)
        other = self.env["cs.flow"].create(
            {
                "name": "Not yet",
                "code": "not_yet",
                "model_id": self.env["ir.model"]._get("cs.shift.swap").id,
            }
        )
        self.rules.flow_id = other
        self.assertIn("The workflow Not yet is not published", self.rules.gaps)
        self.rules.flow_id = False
        flows = self.env["cs.flow"]._published_for("cs.shift.swap")
        policies = self.env["cs.swap.policy"].with_context(active_test=False)
        policies.search([]).flow_id = False
        flows.active = False
        self.rules.invalidate_recordset()
        self.assertIn("No published workflow takes swaps", self.rules.gaps)
        flows[:1].active = True
        self.rules.invalidate_recordset()
        self.assertFalse(self.rules.gaps)

    def test_a_swap_policy_counts_those_without_a_grade(self):
        self.rules.peer = "level"
        people = self.env["hr.employee"].search(
            [("department_id", "child_of", self.rules.department_id.id)]
        )
        ladder = self.env["cs.grade.ladder"].create({"name": "Ladder"})
        grade = self.env["cs.grade"].create(
            {"name": "Agent", "code": "agent", "ladder_id": ladder.id, "level": 1}
        )
        people.cs_grade_id = grade
        self.rules.invalidate_recordset()
        self.assertFalse(self.rules.gaps)
        self.agent.cs_grade_id = False
        self.rules.invalidate_recordset()
        self.assertIn(f"without a grade: 1 of {len(people)}", self.rules.gaps)
