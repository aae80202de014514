from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ....logic import board as rules
from .board_place import BoardPlace
from .board_planning import BoardPlanning
from .board_reading import BoardReading
from .shift_legality import judged

#: cells that may be asked about at once
MOST_CELLS = 1500
#: what a new shift is made of; the rest follows
CREATED = ("roster_id", "employee_id", "type_id", "date")
#: what a shift must be to come back instead
CALLED_BACK = (*CREATED, "start", "stop")


class Board(models.Model):
    """The roster board: one page of it, and what somebody does there.

    Leaders, HR and auditors see the departments that are theirs; whoever may write a
    roster changes it. All of it is checked here, whatever the client sends.
    """

    _inherit = "cs.roster"

    @api.model
    @api.readonly
    def board_data(self, department_id, first, last):
        """Return a page of the board.

        :param department_id: False for all departments that the user may read
        :param first: the first day, such as "2026-11-01"
        :param last: the last day
        :return: ``{first, last, today, department, departments, can_*, days, types,
            absences, wishes, coverage, rosters, people, shifts, known}``; ``e`` is a
            person, ``d`` a day, ``t`` a type, ``s`` a shift
        """
        return BoardReading(BoardPlace(self.env, department_id, first, last)).data()

    @api.model
    @api.readonly
    def board_conflicts(self, department_id, first, last):
        """Return the rules that the shifts of a page break as they stand.

        Asked after the page is on the screen, because a large one takes its time.

        :return: ``[{"e", "d", "s", "rule", "sentence", "outcome"}]``
        """
        place = BoardPlace(self.env, department_id, first, last)
        return BoardReading(place).conflicts()

    @api.model
    @api.readonly
    def board_legality(self, thing, cells, department_id, first, last):
        """Return the rules that a shift would break in each of several cells.

        :param thing: ``{"s": shift}`` to move, or ``{"t": type}`` for a new one
        :param cells: ``[[person, day]]``
        :return: ``{"person:day": [{"rule", "sentence", "outcome"}]}``
        """
        place = BoardPlace(self.env, department_id, first, last)
        shift, type_id, wanted = self._read_question(thing, cells)
        people = {person for person, _day in wanted} | set(shift.sudo().employee_id.ids)
        reading = BoardReading(place, people)
        planning = BoardPlanning(reading)
        here = self.env["cs.shift"].browse([row.id for row in reading.current()])
        at = here.grouped(lambda shift: (shift.employee_id.id, shift.date))
        found, asked, trials = {}, [], []
        for person, day in wanted:
            try:
                steps = planning.trial(shift, type_id, person, day, at)
            except UserError as error:
                found[f"{person}:{day}"] = [_refusal(str(error))]
                continue
            asked.append(f"{person}:{day}")
            trials.append(steps)
        for key, broken in zip(asked, self._board_trials(trials), strict=True):
            if broken:
                found[key] = broken
        return found

    @api.model
    def _board_trials(self, trials):
        """Return what each trial would break, and whatever waits for its shifts."""
        answers = self.env["cs.shift"]._legality_each(
            [[move for step in steps for move in step.moves] for steps in trials]
        )
        waiting = self._board_waiting(step for steps in trials for step in steps)
        return [
            _unique(
                [rule for move in answer for rule in move]
                + [hint for step in steps for hint in waiting(step)]
            )
            for steps, answer in zip(trials, answers, strict=True)
        ]

    @api.model
    def _board_waiting(self, steps):
        """Return a function that tells what waits for the shift that a step changes."""
        changed = self.env["cs.shift"].union(*(step.changed for step in steps))
        hints = rules.hints(changed._stakes())
        return lambda step: hints.get(step.changed.id, ())

    @api.model
    def _read_question(self, thing, cells):
        try:
            if not isinstance(cells, list) or len(cells) > MOST_CELLS:
                raise rules.UnreadableError
            if not isinstance(thing, dict):
                raise rules.UnreadableError
            shift_id = rules.read_person(thing.get("s"))
            type_id = rules.read_person(thing.get("t"))
            if bool(shift_id) == bool(type_id):
                raise rules.UnreadableError
            wanted = [
                (rules.read_id(person), rules.read_day(day)) for person, day in cells
            ]
        except (rules.UnreadableError, TypeError, ValueError):
            raise self._board_unreadable() from None
        shift = self.env["cs.shift"].browse(shift_id or ()).exists()
        if shift_id and not shift:
            raise UserError(self.env._("This shift does not exist any more."))
        shift.check_access("read")
        return shift, type_id, wanted

    @api.model
    def board_apply(self, values, department_id, first, last):
        """Make changes, all of them or none.

        :param values: ``[{"op": "put", "e", "d", "t"} | {"op": "remove", "s"} |
            {"op": "move", "s", "e", "d"} | {"op": "retype", "s", "t"}]``; ``seen`` is
            ``[e, d, t]`` of the shift as the client saw it
        :return: ``{"ok", "stale", "message", "answers": [{"ok", "s", "broken"}],
            "patch"}``; the patch has all of the people who are touched
        """
        place = BoardPlace(self.env, department_id, first, last)
        try:
            changes = rules.read_changes(values)
        except rules.UnreadableError:
            raise self._board_unreadable() from None
        shifts = self.env["cs.shift"].browse([c.shift for c in changes if c.shift])
        stale = self._board_stale(changes, shifts)
        if stale:
            return {"ok": False, "stale": True, "message": stale, "answers": []}
        people = {c.person for c in changes if c.person}
        people |= set(shifts.sudo().employee_id.ids)
        reading = BoardReading(place, people)
        self._check_people(reading, people)
        planning = BoardPlanning(reading)
        steps = planning.steps(changes, {shift.id: shift for shift in shifts})
        self._check_board_rights(reading, steps)
        answers = self._board_answers(steps)
        if not all(answer["ok"] for answer in answers):
            message = self.env._("Nothing was changed, because a rule forbids it.")
            return {"ok": False, "stale": False, "message": message, "answers": answers}
        days = {day for step in steps for day in step.days}
        self._board_write(steps, answers)
        return {
            "ok": True,
            "stale": False,
            "message": "",
            "answers": answers,
            "patch": self._board_patch(place, people, days),
        }

    @api.model
    def _board_unreadable(self):
        return UserError(
            self.env._("These changes cannot be read. Load the page again.")
        )

    @api.model
    def _board_stale(self, changes, shifts):
        """Lock the shifts; say so when one is another than the client saw."""
        gone = self.env._(
            "Somebody else has changed these shifts meanwhile. They are shown anew; "
            "nothing of yours was changed."
        )
        if shifts.exists() != shifts:
            return gone
        shifts.check_access("write")
        shifts._lock_rows()
        by_id = {shift.id: shift.sudo() for shift in shifts}
        for change in changes:
            shift = by_id.get(change.shift)
            if not shift:
                continue
            is_seen = (shift.employee_id.id or None, shift.date, shift.type_id.id)
            if shift.state == "cancelled" or change.seen not in (None, is_seen):
                return gone
        return ""

    @api.model
    def _check_people(self, reading, people):
        """Refuse people whom the user does not lead, and who do not exist."""
        allowed = set(reading.place.allowed.ids)
        for person in people:
            who = reading.people.get(person)
            if not who or who.department not in allowed:
                raise AccessError(
                    self.env._("You may not make the roster of this person.")
                )

    @api.model
    def _check_board_rights(self, reading, steps):
        """Refuse rosters that are locked or not the user's."""
        rosters = self.env["cs.roster"]
        for step in steps:
            rosters |= step.shift.sudo().roster_id | step.now.roster_id
        for roster in rosters - reading.editable.sudo(False):
            roster.with_env(self.env)._check_may_edit()

    @api.model
    def _board_answers(self, steps):
        """Ask the rules about all steps together."""
        moves = [move for step in steps for move in step.moves]
        found = iter(self.env["cs.shift"]._legality(moves))
        waiting, answers = self._board_waiting(steps), []
        for step in steps:
            broken = [rule for _move in step.moves for rule in next(found)]
            broken = _unique([*broken, *waiting(step)])
            is_blocked = any(rule["outcome"] == "block" for rule in broken)
            answers.append({"ok": not is_blocked, "s": step.shift.id, "broken": broken})
        return answers

    @api.model
    def _board_write(self, steps, answers):
        """Write the steps; note the numbers of new shifts in their answers."""
        shifts = self.env["cs.shift"]
        # read before anything is written: unlinking forgets unsaved records
        rewritten = {
            step.shift.id: step.values()
            for step in steps
            if step.change.op in ("move", "retype")
        }
        made = [
            (step.values(), a)
            for step, a in zip(steps, answers, strict=True)
            if step.change.op == "put"
        ]
        removed = shifts.union(*(s.shift for s in steps if s.change.op == "remove"))
        known = removed.filtered("known_type_id")
        known.write({"state": "cancelled"})
        (removed - known).unlink()
        shifts._rewrite(rewritten)
        keys = [tuple(vals[name] for name in CALLED_BACK) for vals, _answer in made]
        back = shifts._call_back(keys)
        fresh = [row for row, key in zip(made, keys, strict=True) if key not in back]
        with judged():
            new = shifts.create(
                [
                    {name: vals[name] for name in CREATED} | {"origin": "hand"}
                    for vals, _answer in fresh
                ]
            )
        for shift, (_vals, answer) in zip(new, fresh, strict=True):
            answer["s"] = shift.id
        for key, (_vals, answer) in zip(keys, made, strict=True):
            if key in back:
                answer["s"] = back[key].id
        self.env.flush_all()

    @api.model
    def _board_patch(self, place, people, days):
        """Return the page anew, as far as people and days are touched."""
        reading = BoardReading(place, people)
        inside = [day for day in days if place.first <= day <= place.last]
        first, last = min(inside, default=place.first), max(inside, default=place.last)
        return {
            "employees": sorted(people),
            **reading.part(),
            "conflicts": reading.conflicts(),
            "coverage": reading.coverage(first, min(last + rules.ONE, place.last)),
        }


def _unique(broken):
    """Return broken rules without those that say the same."""
    return list({rule["sentence"]: rule for rule in broken}.values())


def _refusal(sentence):
    return {"rule": "roster", "sentence": sentence, "outcome": "block"}
