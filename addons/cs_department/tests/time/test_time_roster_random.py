import logging
import os
from collections import Counter
from random import SystemRandom

from odoo.tests import freeze_time, tagged

from .swap_common import SwapCase

try:
    from hypothesis import HealthCheck, Phase, settings
    from hypothesis.stateful import run_state_machine_as_test

    from .roster_machine import RosterMachine
except ModuleNotFoundError:
    RosterMachine = None

_logger = logging.getLogger(__name__)

#: how many sequences, and how long: CS_RUNS=200 CS_STEPS=60 for a long run
RUNS, STEPS = (int(os.environ.get(*one)) for one in (("CS_RUNS", 6), ("CS_STEPS", 25)))


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterRandom(SwapCase):
    """After any sequence of operations the laws of conservation hold."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # what people may do at all; the rules themselves have tests of their own
        cls.rules.write({"distance": 0, "back_to_back_hours": 0, "is_one_a_day": False})
        cls.policy.write({"rest_outcome": "off", "coverage_outcome": "off"})
        cls.later = cls._roster(cls.calls, "2024-07-01", "2024-07-31")
        cls._rotation("R", [(cls.early, 1), (cls.late, 1), (None, 2)], cls.agent)
        cls.env["cs.shift.demand"].create({"department_id": cls.calls.id})
        cls.env["cs.shift.demand"].flush_model()
        for number, person in enumerate((cls.agent, cls.agent2, cls.agent4)):
            cls._shift(person, 3 + number, cls.early)
            cls._shift(person, 6 + number, cls.late)
        cls.roster.action_publish()

    def test_any_sequence_of_operations(self):
        self.assertTrue(RosterMachine, "Hypothesis is missing: see tools/test.sh")
        seed = int(os.environ.get("CS_SEED", SystemRandom().randrange(10**9)))
        _logger.info("Sequences of CS_SEED=%s, %s runs of %s steps", seed, RUNS, STEPS)
        machine = type(
            "Machine",
            (RosterMachine,),
            {
                "case": self,
                "done": Counter(),
                "refused": Counter(),
                "_hypothesis_internal_use_seed": seed,
            },
        )
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=RUNS,
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
                report_multiple_bugs=False,
                # with time frozen a search for the shortest sequence knows no end
                phases=[Phase.generate],
            ),
        )
        _logger.info("Done: %s; refused: %s", machine.done, machine.refused)
        self.assertGreater(len(machine.done), 5, machine.done)
