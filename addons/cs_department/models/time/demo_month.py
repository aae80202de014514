import heapq
import json
import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL, file_open

from ..flow.engine import moment as clock

STORY = "cs_department/demo/month.json"
UTC = ZoneInfo("UTC")
#: the day of those who decide, in hours of their time zone
OPENS, CLOSES = 9, 18
FRIDAY = 4
#: what the story decides on a task; it does the rest with the document or its run
OF_TASK = {"approve", "refuse", "return", "transfer", "ask"}
#: flows and forms of the demo were published before the month began
EARLIER = timedelta(days=60)


class DemoMonth(models.AbstractModel):
    """Tells the month of the demo: requests filed and decided in the last weeks.

    Everybody does through the usual methods what the story says, in the order of time;
    only the engine's clock stands at that moment. Nobody calls this but the data of the
    demo.
    """

    _name = "cs.demo.month"
    _description = "The month of the demo"

    @api.model
    def _tell(self):
        """Let the story happen, each thing at its time; nothing in the future."""
        with file_open(STORY, "r") as file:
            stories = json.load(file)
        last = fields.Datetime.now() - timedelta(minutes=5)
        waiting = [
            (self._ago(story["ago"], story["time"]), number, 0)
            for number, story in enumerate(stories)
        ]
        heapq.heapify(waiting)
        documents = {}
        while waiting:
            moment, number, step = heapq.heappop(waiting)
            story = stories[number]
            newest = self._newest_message()
            with clock.at(min(moment, last)):
                if step:
                    self._do(documents[number], story["steps"][step - 1])
                else:
                    documents[number] = self._file(story)
            self._date_back(documents[number], newest, min(moment, last), not step)
            if step < len(story["steps"]):
                later = self._later(moment, story["steps"][step][2])
                heapq.heappush(waiting, (later, number, step + 1))

    @api.model
    def _publish(self, flow_ids=()):
        """Publish flows, or the forms of the module, before the month begins."""
        before = fields.Datetime.now() - EARLIER
        with clock.at(before):
            if flow_ids:
                self.env["cs.flow"].browse(flow_ids).action_publish()
            else:
                self.env["cs.form"]._publish_shipped()
        # some needed no people to be published, and came with the module
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE cs_flow_version SET published_at = %s WHERE published_at > %s",
                before,
                before,
            )
        )
        self.env.invalidate_all(flush=False)

    # ---- what happens ----------------------------------------------------------------

    def _file(self, story):
        """Return a new document, sent on its way by its requester."""
        user = self.env.ref(f"cs_department.user_{story['who']}")
        make = self._request if "form" in story else self._leave
        document = make(story, user).sudo()
        name = {"xml_id": f"cs_department.{story['id']}", "record": document}
        self.env["ir.model.data"]._update_xmlids([name | {"noupdate": True}])
        return document

    def _request(self, story, user):
        form = self.env.ref(f"cs_department.form_{story['form']}")
        values = self._values(story["values"])
        requests = self.env["cs.request"].with_user(user)
        requests.save_page(None, form.id, values, not story.get("draft"))
        # one without a name is not to be found by its author
        return self.env["cs.request"].search([], order="id desc", limit=1)

    def _leave(self, story, user):
        first = fields.Date.today() + relativedelta(
            weeks=story["week"], weekday=story["weekday"]
        )
        values = {
            "employee_id": self._id(f"employee_{story['who']}"),
            "holiday_status_id": self._id(story["leave"]),
            "request_date_from": first,
            "request_date_to": first + timedelta(days=story["days"] - 1),
        }
        leaves = self.env["hr.leave"].with_user(user)
        return leaves.create(values | self._values(story["values"]))

    def _do(self, document, step):
        """Do one thing of a story: ``[who, what, after how many hours, details]``."""
        who, what, _hours, *details = step
        user = self.env.ref(f"cs_department.user_{who}")
        own = document.with_user(user)
        if what in OF_TASK:
            task = document.flow_run_id.task_ids.filtered(
                lambda task: task.state == "pending" and task.user_id == user
            )
            details = [self._value(one) for one in details]
            getattr(task.with_user(user), f"action_{what}")(*details)
        elif what == "withdraw":
            own.action_withdraw(*details)
        elif what == "cancel":
            document.flow_run_id.with_user(user).action_cancel_run(*details)
        elif document._name == "cs.request":
            own.save_page(document.id, None, self._values(details[0]))
        else:
            own.write(self._values(details[0]))

    def _values(self, values):
        return {name: self._value(value) for name, value in values.items()}

    def _value(self, value):
        """Return a value of the story: ``@`` names a record, ``$3`` a day of work."""
        if not isinstance(value, str) or value[:1] not in ("@", "$"):
            return value
        if value[0] == "@":
            return self._id(value[1:])
        days, rest = re.fullmatch(r"\$(-?\d+)(.*)", value).groups()
        today = clock.now().replace(tzinfo=UTC).astimezone(self._zone()).date()
        return f"{_workday(today, int(days))}{rest}"

    def _id(self, name):
        return self.env.ref(f"cs_department.{name}").id

    # ---- when it happens -------------------------------------------------------------

    def _zone(self):
        return ZoneInfo(self.env.company.resource_calendar_id.tz or "UTC")

    def _ago(self, days, hour):
        """Return a moment some days of work ago, in UTC."""
        today = datetime.now(self._zone()).date()
        at = datetime.combine(_workday(today, -days), time.fromisoformat(hour))
        return self._utc(at)

    def _utc(self, local):
        there = local.replace(tzinfo=self._zone())
        return there.astimezone(UTC).replace(tzinfo=None)

    def _later(self, moment, hours):
        """Return a moment some hours of work later, in UTC."""
        local = moment.replace(tzinfo=UTC).astimezone(self._zone()).replace(tzinfo=None)
        left = timedelta(hours=hours)
        while True:
            end = local.replace(hour=CLOSES, minute=0)
            if local.weekday() <= FRIDAY and local + left <= end:
                return self._utc(local + left)
            if local.weekday() <= FRIDAY:
                left -= max(end - local, timedelta())
            local = datetime.combine(local.date(), time(OPENS)) + timedelta(days=1)

    # ---- what else bears a date ------------------------------------------------------

    def _newest_message(self):
        [(newest,)] = self.env.execute_query(SQL("SELECT max(id) FROM mail_message"))
        return newest or 0

    def _date_back(self, document, newest, moment, is_new):
        """Give the talk, and a new document, the moment at which it happened."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL("UPDATE mail_message SET date = %s WHERE id > %s", moment, newest)
        )
        if is_new:
            table = SQL.identifier(document._table)
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET create_date = %s WHERE id = %s",
                    table,
                    moment,
                    document.id,
                )
            )
        self.env.invalidate_all(flush=False)


def _workday(day, count):
    """Return the day of work that is some days after another, or before it."""
    step = timedelta(days=1 if count > 0 else -1)
    while day.weekday() > FRIDAY:
        day -= timedelta(days=1)
    for _number in range(abs(count)):
        day += step
        while day.weekday() > FRIDAY:
            day += step
    return day
