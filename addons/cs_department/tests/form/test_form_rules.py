from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .rules_common import ShippedCase

DAY = "2024-05-06"


@tagged("post_install", "-at_install")
class TestFormRules(ShippedCase):
    """Requests of the regulations with their routes and recorded amounts, as shipped.

    RG-01, RG-02, RG-03, RG-04, RG-07, RG-33, EN-05, EN-06, AP-21, AP-22, AP-24, AP-27.
    What the amounts do to wages waits for the ledger and pay.
    """

    def refused(self, sentence, code, who, error=UserError, **values):
        """Filing is refused with a sentence, and nothing is on its way."""
        before = self.env["cs.flow.run"].search_count([])
        with self.assertRaises(error) as raised, self.env.cr.savepoint():
            self.file(code, who, **values)
        self.assertIn(sentence, str(raised.exception))
        self.assertEqual(self.env["cs.flow.run"].search_count([]), before)

    # ---- badges ----------------------------------------------------------------------

    def test_en_05_ap_22_a_damaged_badge_is_replaced_for_nothing_by_the_superior(self):
        case = {"reason": "damaged", "happened_on": DAY, "circumstances": "Cracked"}
        request = self.file("badge_reissue", self.agent, **case)
        self.assertEqual(request.amount, 0)
        self.assertEqual(self.asked(request), ["lead"])
        self.decide(request, self.lead)
        self.decide(request, self.hr, issued_on=DAY)
        self.assertEqual(request.flow_state, "approved")

    def test_en_05_ap_22_a_lost_badge_goes_to_hr_with_a_fee_that_hr_sets(self):
        case = {"reason": "lost", "happened_on": DAY, "circumstances": "On the bus"}
        request = self.file("badge_reissue", self.agent, **case)
        self.assertEqual(request.amount, 5)
        self.assertEqual(self.asked(request), ["hr"])
        task = self.tasks(request)
        with self.assertRaises(UserError):
            task.with_user(self.agent.user_id).action_approve()
        form = self.shipped("badge_reissue").with_user(self.hr.user_id)
        fee = form.draft_id.field_ids.filtered(lambda f: f.key == "fee")
        fee.computed = "IF(reason = 'lost', 8, 0)"
        form.invalidate_recordset()
        form.action_publish()
        dearer = self.file("badge_reissue", self.agent2, **case)
        self.assertEqual((dearer.amount, request.amount), (8, 5))

    def test_en_05_badges_not_returned_or_self_made_have_their_amounts(self):
        case = {"happened_on": DAY, "facts": "Seen", "person": self.agent.id}
        for kind, amount in (("not_returned", 50), ("self_made", 20), ("lent", 0)):
            request = self.file("badge_breach", self.lead, kind=kind, **case)
            self.assertEqual(request.amount, amount, kind)
            self.assertEqual(request.person_id, self.agent)

    def test_en_06_misuse_costs_a_share_of_the_wage_and_may_end_in_dismissal(self):
        case = {"happened_on": DAY, "facts": "Lent", "person": self.agent.id}
        usual = self.file("badge_breach", self.lead, kind="lent", **case)
        self.assertEqual(usual._stored_values()["percent"], 1)
        self.decide(usual, self.hr, finding="Verified")
        self.assertEqual(usual.flow_state, "approved")
        grave = self.file("badge_breach", self.lead, kind="lent", serious=True, **case)
        self.decide(grave, self.hr, finding="Sold to a stranger")
        self.assertEqual(self.asked(grave), ["chief"])
        self.decide(grave, self.chief)
        self.decide(grave, self.boss, outcome="dismissal")
        self.assertEqual(grave.flow_state, "approved")
        self.assertTrue(self.agent.active)

    # ---- powers ----------------------------------------------------------------------

    def test_rg_01_a_supervisor_only_recommends_to_hr(self):
        case = {"kind": "hire", "candidate": "C", "post": "Agent", "grounds": "Good"}
        request = self.file("recommendation", self.sup, **case)
        self.assertEqual(self.asked(request), ["hr"])
        people = self.env["hr.employee"].search_count([])
        self.decide(request, self.hr, decision="From June on")
        self.assertEqual(request.flow_state, "approved")
        self.assertEqual(self.env["hr.employee"].search_count([]), people)

    def test_rg_02_a_leader_recommends_to_the_department_manager(self):
        case = {"kind": "dismiss", "person": self.agent.id, "grounds": "Absent"}
        self.refused("attach", "recommendation", self.lead, **case)
        evidence = self.paper(self.lead)
        request = self.file("recommendation", self.lead, evidence=evidence, **case)
        self.assertEqual(self.asked(request), ["chief"])
        self.decide(request, self.chief)
        self.decide(request, self.hr)
        self.assertTrue(self.agent.active)

    def test_rg_02_a_leader_stops_work_on_the_spot_and_the_manager_learns_it(self):
        case = {"breach": "seat", "facts": "Away", "person": self.agent.id}
        case["since"] = f"{DAY} 08:00:00"
        self.refused("not meant for you", "suspension", self.agent, AccessError, **case)
        request = self.file("suspension", self.lead, **case)
        self.assertEqual(self.asked(request), ["chief"])
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.decide(request, self.chief)
        early = {"instruction": "Go on", "resumed": f"{DAY} 07:00:00"}
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.decide(request, self.chief, **early)
        late = {"instruction": "Go on", "resumed": f"{DAY} 10:00:00"}
        self.decide(request, self.chief, **late)
        self.assertEqual(request.flow_state, "approved")
        self.assertEqual(self.told(request), ["agent", "hr"])

    def test_rg_03_ap_24_whoever_proposes_carries_it_out_once_it_is_approved(self):
        case = {"subject": "Greeting", "proposal": "Shorter", "benefit": "Faster"}
        request = self.file("improvement", self.agent, **case)
        self.assertEqual(self.asked(request), ["sup"])
        done = {"executed_on": DAY, "done": "New greeting since Monday"}
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.requests(self.agent).save_page(request.id, None, done)
        self.decide(request, self.sup)
        self.decide(request, self.agent, **done)
        self.decide(request, self.sup, verdict="kept")
        self.assertEqual(request.flow_state, "approved")

    def test_rg_04_hr_binds_a_step_to_another_role(self):
        case = {"start": f"{DAY} 08:00:00", "end": f"{DAY} 10:00:00"}
        case |= {"seats": 1, "seats_left": 7, "reason": "Quiet"}
        self._assign(self.sup, None, self.env.ref("cs_department.role_duty_manager"))
        first = self.file("reduce_seats", self.agent, **case)
        self.assertEqual(self.asked(first), ["sup"])
        flow = self.shipped("reduce_seats").flow_id.with_user(self.hr.user_id)
        manager = self.env.ref("cs_department.role_manager")
        flow.node_ids.write({"role_id": manager.id, "if_nobody": "skip"})
        flow.action_publish()
        second = self.file("reduce_seats", self.agent, **case)
        self.assertEqual((self.asked(first), self.asked(second)), (["sup"], ["chief"]))

    def test_rg_07_an_early_confirmation_and_a_stop_need_evidence(self):
        case = {"person": self.agent.id, "grounds": "Knows it all", "last_day": DAY}
        self.refused("attach", "probation", self.lead, outcome="early", **case)
        case["evidence"] = self.paper(self.lead)
        early = self.file("probation", self.lead, outcome="early", **case)
        for who in (self.chief, self.hr):
            self.decide(early, who)
        self.decide(early, self.hr, entered_on=DAY)
        self.assertEqual(early.flow_state, "approved")
        case |= {"evidence": self.paper(self.lead), "breach": "discipline"}
        stop = self.file("probation", self.lead, outcome="stop", **case)
        for who in (self.chief, self.hr):
            self.decide(stop, who)
        self.assertEqual(self.asked(stop), ["boss"])

    def test_rg_33_supervisors_and_above_need_the_regional_head_office_too(self):
        case = {"person": self.agent.id, "post": "X", "grounds": "Best"}
        case["effective"] = "2126-01-01"
        low = self.file("promotion", self.sup, level="below", **case)
        high = self.file("promotion", self.sup, level="supervisor", **case)
        for request in (low, high):
            for who in (self.chief, self.boss):
                self.decide(request, who)
        self.assertEqual(self.asked(low), ["hr"])
        self.assertEqual(self.asked(high), ["office"])
        self.decide(high, self.office)
        self.assertEqual(self.asked(high), ["hr"])
        case["effective"] = DAY
        said = "not effective before"
        self.refused(said, "promotion", self.sup, level="below", **case)

    def test_ap_21_each_item_has_its_proposer_its_approver_and_its_limits(self):
        case = {"person": self.agent.id, "happened_on": DAY, "facts": "Late"}
        floor = self.file("penalty", self.lead, item="floor", amount=30, **case)
        self.assertEqual(self.asked(floor), ["chief"])
        quality = {"item": "quality", "amount": 30}
        self.refused("Quality inspectors", "penalty", self.lead, **quality, **case)
        seen = self.file("penalty", self.inspector, **quality, **case)
        self.assertEqual(self.asked(seen), ["chief"])
        for amount in (19, 51):
            sales = {"item": "sales", "amount": amount}
            self.refused("From 20 to 50", "penalty", self.sup, **sales, **case)
        sold = self.file("penalty", self.sup, item="sales", amount=20, **case)
        self.assertEqual(self.asked(sold), ["sales"])
        self.refused(
            "not meant for you", "penalty", self.agent2, AccessError, **quality, **case
        )

    def test_ap_27_an_investigation_shares_out_the_liability(self):
        case = {"customer": "C", "happened_on": DAY, "loss": 1000, "facts": "Lost"}
        request = self.file("investigation", self.lead, **case)
        self.decide(request, self.chief)
        self.assertEqual(self.asked(request), ["inspector"])
        rows = [
            {"person": self.agent.id, "share": 70, "compensation": 300},
            {"person": self.agent2.id, "share": 40, "compensation": 100},
        ]
        found = {"findings": "Both", "liable": rows, "measures": ["training"]}
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.decide(request, self.inspector, **found)
        rows[1]["share"] = 30
        self.decide(request, self.inspector, **found)
        self.decide(request, self.chief)
        self.assertEqual(self.asked(request), ["boss"])
        self.decide(request, self.boss)
        self.assertEqual(request.flow_state, "approved")
        self.assertEqual(request.amount, 1000)
