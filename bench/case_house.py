"""What the machine itself can do: the figures by which to read the others."""

from .case import Case


class PlainRows(Case):
    """A thousand records of a model that does nothing else."""

    name = "house.create_1000_rows"
    n = 1000

    def run(self):
        self.env["res.partner.category"].create(
            [{"name": f"Category {number}"} for number in range(self.n)]
        )
