from odoo import api, fields, models

from .engine import decide, handing, single


class FlowTask(models.Model):
    """What one person is asked on one node of a run.

    Only the engine writes; a person decides through the ``action_`` methods, which
    check
    that it is the person's turn. The person, the requester, whoever decided, leaders
    of the requester's department, HR and auditors may read.
    """

    _name = "cs.flow.task"
    _inherit = ["cs.flow.record", "cs.flow.shown"]
    _description = "Approval task"
    _order = "opened_at desc, id desc"
    _rec_name = "subject"
    _rec_names_search = ["subject"]
    _log_access = False
    _free_fields = frozenset({"read_at"})

    run_id = fields.Many2one(
        "cs.flow.run", required=True, index=True, ondelete="restrict"
    )
    number = fields.Integer(required=True, help="Counts the tasks of the run.")
    node_key = fields.Char(required=True)
    node_name = fields.Char("Step as designed")
    kind = fields.Selection(
        [
            ("approve", "Approve"),
            ("fill", "Fill in"),
            ("notify", "Copy"),
            ("wait", "Wait"),
            ("answer", "Answer"),
        ],
        required=True,
    )
    round = fields.Integer(required=True, default=1)
    sequence = fields.Integer(default=0, help="Order among those who sign in turn.")
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("pending", "To do"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("returned", "Returned"),
            ("transferred", "Transferred"),
            ("skipped", "Skipped"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
    )
    user_id = fields.Many2one("res.users", string="Asked", ondelete="restrict")
    owner_id = fields.Many2one(
        "res.users",
        string="On behalf of",
        ondelete="restrict",
        help="Who would have been asked without a substitute; may decide as well.",
    )
    pool_role_id = fields.Many2one("cs.role", ondelete="restrict")
    pool_department_id = fields.Many2one("hr.department", ondelete="set null")
    done_by_id = fields.Many2one("res.users", ondelete="restrict")
    source = fields.Selection(
        [
            ("flow", "The flow"),
            ("before", "Added before"),
            ("after", "Added after"),
            ("transfer", "Transferred"),
            ("delegate", "Delegated"),
            ("escalation", "Escalated"),
            ("manager", "Reassigned"),
            ("left", "Instead of somebody who left"),
            ("question", "Question"),
        ],
        required=True,
        default="flow",
    )
    parent_id = fields.Many2one(
        "cs.flow.task", index="btree_not_null", ondelete="restrict"
    )
    reason = fields.Json(help="Why this person: what the flow looked at.")
    comment = fields.Text()
    question = fields.Text()
    opened_at = fields.Datetime()
    done_at = fields.Datetime()
    read_at = fields.Datetime()
    deadline = fields.Datetime()
    reminded_at = fields.Datetime()
    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(required=True, model_field="res_model")
    subject = fields.Char("Subject as written")
    summary = fields.Json("Facts as written")
    requester_id = fields.Many2one("res.users", ondelete="restrict")
    department_id = fields.Many2one("hr.department")
    company_id = fields.Many2one("res.company", required=True, ondelete="restrict")
    is_overdue = fields.Boolean(compute="_compute_is_overdue")

    _run_number_uniq = models.UniqueIndex("(run_id, number)")
    _inbox_idx = models.Index(
        "(user_id, opened_at DESC, id DESC) WHERE state = 'pending'"
    )
    _pool_idx = models.Index(
        "(pool_role_id, opened_at DESC, id DESC) "
        "WHERE state = 'pending' AND user_id IS NULL"
    )
    _copies_idx = models.Index(
        "(user_id, opened_at DESC, id DESC) WHERE kind = 'notify'"
    )
    _done_idx = models.Index(
        "(done_by_id, done_at DESC, id DESC) WHERE done_by_id IS NOT NULL"
    )
    _document_idx = models.Index("(res_model, res_id, user_id)")
    _due_idx = models.Index(
        "(deadline) WHERE deadline IS NOT NULL AND state IN ('pending', 'waiting')"
    )

    @api.depends("deadline", "state")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for task in self:
            late = task.deadline and task.deadline < now
            task.is_overdue = bool(late and task.state == "pending")

    # ---- decisions: each checks that it is this person's turn
    # --------------------------

    def action_approve(self, comment=None, choices=None):
        """Agree. On a 'fill' task: say that the fields are filled in.

        :param choices: ``{node_key: [user ids]}`` for people that a later node lets
            this person choose.
        :raises UserError: when it is not this person's turn or it was decided already.
        """
        return decide.approve(self, comment, choices)

    def action_refuse(self, comment=None):
        """Disagree; ends the run, or counts as a vote."""
        return decide.refuse(self, comment)

    def action_return(self, node_key=None, comment=None):
        """Send the document back to the requester, or to a node already passed."""
        return single.send_back(self, node_key, comment)

    def action_transfer(self, user_id, comment=None):
        """Let somebody else decide instead of me."""
        return handing.transfer(self, user_id, comment)

    def action_delegate(self, user_id, comment=None):
        """Let somebody look at it first; it comes back to me."""
        return handing.delegate(self, user_id, comment)

    def action_add_signer(self, user_ids, position="before", comment=None):
        """Add people who sign ``before`` or ``after`` me on the same node."""
        return handing.add_signer(self, user_ids, position, comment)

    def action_ask(self, user_id, question):
        """Ask somebody a question; the answer goes into the log."""
        return single.ask(self, user_id, question)

    def action_answer(self, answer):
        """Answer a question."""
        return single.answer(self, answer)

    def action_claim(self):
        """Take a task that a group shares."""
        return single.claim(self)

    def decide_many(self, decision, comment=None):
        """Decide a list of tasks and say for each line what became of it.

        :param decision: ``approve`` or ``refuse``.
        :return: ``[{"task_id", "result", "message"}]`` with result ``done``, ``stale``,
            ``forbidden`` or ``error``; a line that fails leaves the others alone.
        """
        return decide.many(self, decision, comment)
