from collections import Counter

from odoo import models
from odoo.tools import format_date, format_datetime, format_list

from ....logic import board as rules
from ...org.dated import clock_span
from .board_place import BoardPlace
from .board_reading import BoardReading

#: the grounds of the twelve colours of shift types, as on the screen
SHADES = (
    "#e9ecef",
    "#ffd9d6",
    "#ffe3c2",
    "#fff0b3",
    "#cfe8ff",
    "#e6d3f5",
    "#fbdce8",
    "#c6efec",
    "#d3d8f8",
    "#fad1e6",
    "#d2f2d4",
    "#dfd9f7",
)

#: letters of an absence that fit into a cell
SHORT = 4


class BoardPaper(models.Model):
    """The roster on paper: everybody, a month on each sheet of A3."""

    _inherit = "cs.roster"

    def _board_papers(self):
        """Return what the report prints: a sheet for each month of the roster."""
        self.ensure_one()
        return [self._board_paper(first, last) for first, last in self._paper_months()]

    def _paper_months(self):
        first = self.date_from
        while first <= self.date_to:
            following = (first.replace(day=1) + 31 * rules.ONE).replace(day=1)
            yield first, min(following - rules.ONE, self.date_to)
            first = following

    def _board_paper(self, first, last):
        place = BoardPlace(self.env, self.department_id.id, str(first), str(last))
        data = BoardReading(place).data()
        kinds = {kind["id"]: kind for kind in data["types"]}
        cells = _by_cell(data["shifts"])
        used = {shift["t"] for shift in data["shifts"]}
        return {
            "title": f"{self.department_id.name} · "
            f"{format_date(self.env, first)} – {format_date(self.env, last)}",
            "state": self._paper_state(),
            "days": [self._paper_day(day) for day in data["days"]],
            "rows": [
                {
                    **person,
                    "cells": [
                        _paper_cell(data, kinds, cells, person["id"], day)
                        for day in data["days"]
                    ],
                }
                for person in data["people"]
            ],
            "free": [
                _paper_free(kinds, cells.get((False, day["date"]), ()))
                for day in data["days"]
            ],
            "absences": _paper_absences(data, first, last),
            "cover": [_paper_cover(data["coverage"], day) for day in data["days"]],
            "legend": [
                {
                    **kind,
                    "ground": SHADES[kind["color"] % len(SHADES)],
                    "hours": self._paper_hours(kind),
                }
                for kind in data["types"]
                if kind["id"] in used
            ],
        }

    def _paper_state(self):
        """Say whether the sheet is a plan or holds."""
        if self.state == "draft":
            return self.env._("Draft, not published")
        published = self.env._(
            "Published %(at)s, revision %(revision)s",
            at=format_datetime(self.env, self.published_at, dt_format="short"),
            revision=self.revision,
        )
        if self.state == "locked":
            return self.env._("Locked for pay · %s", published)
        return published

    def _paper_hours(self, kind):
        clocks = (_clock(kind["start"]), _clock(kind["end"]))
        spans = kind["parts"] or [clocks]
        return format_list(self.env, [clock_span(self.env, *one) for one in spans])

    def _paper_day(self, day):
        return {
            **day,
            "number": int(day["date"][-2:]),
            "name": format_date(self.env, day["date"], date_format="EEEEE"),
            "is_off": day["weekend"] or bool(day["holiday"]),
        }


def _by_cell(shifts):
    cells = {}
    for shift in shifts:
        cells.setdefault((shift["e"], shift["d"]), []).append(shift)
    return cells


def _paper_cell(data, kinds, cells, person, day):
    absences = [
        absence["name"]
        for absence in data["absences"]
        if absence["e"] == person
        and not absence["asked"]
        and absence["from"] <= day["date"] <= absence["to"]
    ]
    return {
        "is_off": day["weekend"] or bool(day["holiday"]),
        "absence": absences[0] if absences else "",
        "short": absences[0][:SHORT] if absences else "",
        "shifts": [
            {
                "code": kinds[shift["t"]]["code"],
                "ground": SHADES[kinds[shift["t"]]["color"] % len(SHADES)],
            }
            for shift in cells.get((person, day["date"]), ())
        ],
    }


def _paper_free(kinds, shifts):
    """Return the free shifts of a day: those of one type with their number."""
    return [
        {
            "code": kinds[kind]["code"],
            "ground": SHADES[kinds[kind]["color"] % len(SHADES)],
            "count": count,
        }
        for kind, count in Counter(shift["t"] for shift in shifts).items()
    ]


def _paper_absences(data, first, last):
    """Return what the short names of absences on this sheet stand for."""
    names = {
        absence["name"]
        for absence in data["absences"]
        if not absence["asked"]
        and absence["from"] <= str(last)
        and absence["to"] >= str(first)
    }
    return [
        {"short": name[:SHORT], "name": name}
        for name in sorted(names)
        if len(name) > SHORT
    ]


def _paper_cover(coverage, day):
    """Return how many are missing at the worst half hour; None without a minimum."""
    halves = coverage.get(day["date"])
    if not halves or not any(halves["need"]):
        return None
    pairs = zip(halves["need"], halves["have"], strict=True)
    return max(0, *(need - have for need, have in pairs if need))


def _clock(hour):
    minutes = round(hour % 24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
