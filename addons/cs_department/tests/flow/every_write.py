from .test_flow_faults import FaultError, failing_at


class EveryWrite:
    """What every test of faults does: fail at the first write, the second, and so on.

    Each failure must leave everything as it was; a retry goes through once.
    """

    def at_every_write(self, state, act):
        """Let an act fail at each of its writes, until it gets through.

        :param state: function that returns everything that the act may change
        :return: how many writes the act has
        """
        self.env.flush_all()
        before, number = state(), 0
        while True:
            number += 1
            try:
                with self.env.cr.savepoint(), failing_at(number, FaultError()) as seen:
                    act()
                    self.env.flush_all()
            except FaultError:
                self.env.invalidate_all()
                self.assertEqual(state(), before, seen[-1])
                continue
            self.assertLess(len(seen), number)
            return len(seen)
