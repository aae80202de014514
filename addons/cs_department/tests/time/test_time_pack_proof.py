from odoo.tests import tagged

from .packs import PackCase


class ProofCase(PackCase):
    """The flows of a pack stand the proof that HR sees when publishing."""

    def _check_proof(self):
        flows = self.policy.flow_id | self.policy.leader_flow_id
        flows |= self.policy.line_ids.flow_id
        self.assertTrue(flows)
        found = [
            f"{flow.code}.{finding['node']}: {finding['message']}"
            for flow in flows
            for finding in flow._findings()
        ]
        self.assertFalse(found, "\n".join(found))


@tagged("post_install", "-at_install")
class TestProofGame(ProofCase):
    pack = "s002_a"

    def test_the_proof_finds_nothing(self):
        self._check_proof()


@tagged("post_install", "-at_install")
class TestProofOnline(ProofCase):
    pack = "s002_q"

    def test_the_proof_finds_nothing(self):
        self._check_proof()


@tagged("post_install", "-at_install")
class TestProofHospital(ProofCase):
    pack = "s000_4"

    def test_the_proof_finds_nothing(self):
        self._check_proof()
