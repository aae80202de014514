from odoo import fields, models
from odoo.tools import SQL

from .handover_line import SECTIONS, SIDES

#: what people tell each other
TOLD = [
    ("open_item", "Open work"),
    ("instruction", "Instruction"),
    ("major", "Major matter"),
    ("incident", "Incident"),
    ("lesson", "Solved, worth knowing"),
]
KINDS = [
    *TOLD,
    ("check", "Check"),
    ("asset", "Things counted"),
    ("swap", "Swapped shift"),
    ("announcement", "Announcement"),
]
#: kinds that somebody takes on or not; the others are read
DECIDED = ("open_item", "instruction", "major", "incident", "check", "asset")
#: kinds that go on until somebody has resolved them
LASTING = ("open_item", "major", "incident")


class HandoverItem(models.Model):
    """A line of the hand-over book (SH-06): told, checked, counted or announced.

    The person who was asked first stays named; the owner is who accepted it last
    (SH-08), and again the one before him once he does not accept it after all. The
    book writes it; whoever reads the hand-over reads it, and everybody in the company
    reads published lessons.
    """

    _name = "cs.handover.item"
    _description = "Line of a hand-over"
    _inherit = ["cs.handover.kept"]
    _order = "handover_id, sequence, id"

    handover_id = fields.Many2one(
        "cs.handover", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="handover_id.company_id", store=True, index=True
    )
    department_id = fields.Many2one(
        related="handover_id.department_id", store=True, index=True
    )
    start = fields.Datetime(related="handover_id.start", store=True)
    seat_id = fields.Many2one(
        "cs.handover.seat", index="btree_not_null", ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True)
    section = fields.Selection(SECTIONS, "Section of the sheet")
    side = fields.Selection(SIDES, required=True, default="incoming")
    line_id = fields.Many2one(
        "cs.handover.line", ondelete="set null", index="btree_not_null"
    )
    name = fields.Char("Thing or task", required=True, translate=True)
    post = fields.Char(translate=True)
    progress = fields.Text("How far it is", translate=True)
    contact = fields.Char("Whom to ask")
    is_important = fields.Boolean("Must be finished first")
    is_blocking = fields.Boolean("Stops the hand-over")
    is_told = fields.Boolean()
    expected = fields.Integer("Should be there")
    counted = fields.Integer("How many are there")
    verdict = fields.Selection(
        [("open", "Undecided"), ("accepted", "Accepted"), ("refused", "Not accepted")],
        required=True,
        default="open",
    )
    reason = fields.Text("Why not")
    decided_by_id = fields.Many2one("hr.employee", ondelete="restrict")
    decided_at = fields.Datetime()
    waived_by_id = fields.Many2one("res.users", "Let pass by", ondelete="restrict")
    waive_reason = fields.Char("Let pass because")
    author_id = fields.Many2one("hr.employee", "Written by", ondelete="restrict")
    first_owner_id = fields.Many2one(
        "hr.employee", "Asked first", ondelete="restrict", index="btree_not_null"
    )
    owner_id = fields.Many2one(
        "hr.employee", "With", ondelete="restrict", index="btree_not_null"
    )
    giver_id = fields.Many2one(
        "hr.employee",
        "Taken over from",
        ondelete="restrict",
        help="Who had it before it was accepted in this hand-over.",
    )
    origin_id = fields.Many2one(
        "cs.handover.item",
        "Carried over from",
        ondelete="set null",
        index="btree_not_null",
    )
    is_carried = fields.Boolean("Carried on", help="It stands in a later hand-over.")
    res_model = fields.Char()
    res_id = fields.Many2oneReference(model_field="res_model")
    is_resolved = fields.Boolean("Is resolved")
    resolved_by_id = fields.Many2one("hr.employee", "Resolved by", ondelete="restrict")
    resolved_at = fields.Datetime()
    resolution = fields.Text("How it was resolved")
    is_published = fields.Boolean("For everybody")
    question_ids = fields.One2many("cs.handover.question", "item_id", "Questions")
    read_ids = fields.One2many("cs.handover.read", "item_id", "Read by")

    _reason_given = models.Constraint(
        "CHECK (verdict <> 'refused' OR reason <> '')", "Say why it is not accepted."
    )
    _decided = models.Constraint(
        "CHECK ((verdict = 'open') = (decided_at IS NULL))",
        "What is decided has a time.",
    )
    _counts_sane = models.Constraint(
        "CHECK (expected BETWEEN 0 AND 100000 AND counted BETWEEN 0 AND 100000)",
        "A count is from 0 to 100,000.",
    )
    _lasting_idx = models.Index(
        "(department_id, start) WHERE NOT is_resolved AND NOT is_carried"
    )

    def _copy_words(self):
        """Give lines that are carried over the words of their origin, and checks those
        of their template, in every language."""
        self.flush_recordset()
        numbers = tuple(self.ids) or (None,)
        for query in (
            """
            UPDATE cs_handover_item item SET name = line.name, post = line.post
              FROM cs_handover_line line
             WHERE line.id = item.line_id AND item.id IN %s
            """,
            """
            UPDATE cs_handover_item item SET name = o.name, progress = o.progress
              FROM cs_handover_item o
             WHERE o.id = item.origin_id AND item.id IN %s
            """,
        ):
            self.env.cr.execute(SQL(query, numbers))
        self.invalidate_recordset(["name", "post", "progress"])

    def _tell(self, code, rows):
        """Add what lines say in another language; one statement for all of them.

        :param rows: values of the lines in that language, in the same order
        """
        told = [
            (item.id, row["name"], row.get("progress") or None)
            for item, row in zip(self, rows, strict=True)
            if not (item.line_id or item.origin_id)
        ]
        if not told:
            return
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                UPDATE cs_handover_item item
                   SET name = item.name || jsonb_build_object(%(code)s, told.name),
                       progress = item.progress
                                  || jsonb_build_object(%(code)s, told.progress)
                  FROM (VALUES %(rows)s) AS told (id, name, progress)
                 WHERE item.id = told.id
                """,
                code=code,
                rows=SQL(", ").join(
                    SQL("(%s, %s::text, %s::text)", *row) for row in told
                ),
            )
        )
        self.invalidate_recordset(["name", "progress"])

    def _page_row(self):
        """Return the line as the page shows it."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "id": self.id,
            "kind": self.kind,
            "kind_text": kinds[self.kind],
            "section": self.section or "",
            "side": self.side,
            "seat": self.seat_id.id,
            "name": self.name,
            "post": self.post or "",
            "progress": self.progress or "",
            "contact": self.contact or "",
            "is_important": self.is_important,
            "is_blocking": self.is_blocking,
            "waived": self.waive_reason or "",
            "expected": self.expected,
            "counted": self.counted,
            "verdict": self.verdict,
            "reason": self.reason or "",
            "decided_by": self.decided_by_id.name or "",
            "first_owner": self.first_owner_id.name or "",
            "owner": self.owner_id.name or "",
            "is_carried_over": bool(self.origin_id),
            "is_resolved": self.is_resolved,
            "resolved_by": self.resolved_by_id.name or "",
            "resolution": self.resolution or "",
            "is_published": self.is_published,
            "questions": [
                {
                    "id": question.id,
                    "question": question.question,
                    "by": question.asked_by_id.name,
                    "answer": question.answer or "",
                    "answered_by": question.answered_by_id.name or "",
                }
                for question in self.question_ids
            ],
        }
