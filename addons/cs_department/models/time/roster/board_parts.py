from datetime import timedelta

from ....logic import shift_parts as rules
from ....logic import shift_times as times


class BoardParts:
    """The parts of split shifts and the breaks on a page of the board.

    They are on the clock of the shift type, as the hours beside them are.

    Each kind of shift is reckoned once for a turn, however many people have it.

    :param reading: a ``BoardReading`` that knows its people and types
    """

    def __init__(self, reading):
        place = reading.place
        self._home = place.roots[:1].id, place.company.id
        self._places = {
            person.id: (person.department or False, place.company.id)
            for person in reading.people.values()
        }
        self._minutes = place.env["cs.shift"]._split_minutes_at(
            {self._home, *self._places.values()}
        )
        self._patterns = {kind.id: kind._pattern() for kind in reading.types}
        self._first = place.first
        self._known = {}

    def of_shift(self, row):
        """Return ``{"parts", "breaks"}`` of a shift, without what it does not have."""
        pattern = self._patterns[row.type_id]
        if not pattern.pauses:
            return {}
        span, place = (row.start, row.stop), self._places.get(row.employee_id)
        key = row.type_id, row.break_turn, row.start.time(), row.stop.time(), place
        if key not in self._known:
            lived = self._lived(row.date, pattern, row.break_turn, span, place)
            parts, zone = lived.parts, pattern.zone
            found = {
                "parts": rules.clocks(parts, zone) if len(parts) > 1 else [],
                "breaks": rules.clocks(lived.breaks, zone),
            }
            self._known[key] = {name: rows for name, rows in found.items() if rows}
        return self._known[key]

    def of_type(self, kind):
        """Return the parts of a type in the first turn; none when it is in one."""
        pattern = self._patterns[kind.id]
        found = times.times(self._first, pattern)
        lived = self._lived(self._first, pattern, 0, (found.start, found.stop))
        return rules.clocks(lived.parts, pattern.zone) if len(lived.parts) > 1 else []

    def _lived(self, day, pattern, turn, span, place=None):
        minutes = self._minutes.get(place or self._home)
        longest = minutes and timedelta(minutes=minutes)
        return rules.lived(day, pattern, turn, span, longest)
