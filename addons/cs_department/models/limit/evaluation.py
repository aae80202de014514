"""Judges a batch of documents by a batch of limits: read once, then only compare."""

from datetime import timedelta
from functools import cached_property

from odoo.fields import Domain

from ...logic import expression
from ...logic import limit as rules
from ...logic import notice as notices
from ..org.zone import zone_of
from . import sentences
from .finding import OUTCOMES, Finding
from .worktime import WorkTime


class Evaluation:
    """One check of documents. Reads what the limits need, each thing at most once."""

    def __init__(self, limits, documents, moment):
        self.env = limits.env
        self.documents = documents
        self.cases = documents._limit_cases(moment)
        self.origins = documents._limit_origins()
        self.limits = limits

    def findings(self):
        """Return the findings of all documents, the worst first."""
        found = []
        for case in self.cases:
            for limit in self.limits:
                try:
                    if self._applies(limit, case):
                        found += self._judge(limit, case)
                except expression.ExpressionError as error:
                    found.append(self._undecided(limit, case, error))
        return sorted(found, key=lambda row: -OUTCOMES.index(row.outcome))

    # ---- does it apply

    def _applies(self, limit, case):
        day = case.start.date()
        if limit.company_id and limit.company_id.id != case.company_id:
            return False
        if (limit.date_from and day < limit.date_from) or (
            limit.date_to and day > limit.date_to
        ):
            return False
        if limit.leave_type_ids and case.category_id not in limit.leave_type_ids.ids:
            return False
        return self._in_scope(limit, case) and self._condition_holds(limit, case)

    def _in_scope(self, limit, case):
        if limit.origin_id and (limit.origin_model, limit.origin_id) not in (
            self.origins.get(case.document_id) or ()
        ):
            return False
        if limit.kind in ("count", "sum"):
            if not case.is_counted:
                return False
            if not case.is_main:
                return limit.with_counterpart
        path = self.paths.get(case.department_id, ())
        wanted = limit.department_ids.ids
        return not wanted or any(department in wanted for department in path)

    def _condition_holds(self, limit, case):
        return not limit.condition or self._is_true(limit.condition, case)

    def _is_true(self, text, case):
        """Evaluate a condition in the days of the company.

        :raises ExpressionError: it cannot be computed
        """
        compiled = expression.compile(text, self.fact_types, expect="bool")
        zone = self.zones[case.company_id]
        return bool(compiled.evaluate(self.facts[case.document_id], tz=zone))

    def _undecided(self, limit, case, error):
        """A limit that cannot be computed stands in the way, and says why."""
        sentence = self.env._(
            "%(limit)s cannot be decided: %(reason)s",
            limit=limit.name,
            reason=error.translated(self.env._),
        )
        outcome = "warn" if limit.outcome == "cap" else limit.outcome
        return Finding(
            limit.id,
            case.document_id,
            outcome,
            sentence,
            {},
            employee_id=case.employee_id,
        )

    # ---- is it kept

    def _judge(self, limit, case):
        figures, is_kept = getattr(self, f"_judge_{limit.kind}")(limit, case)
        outcome = limit.outcome
        if is_kept:
            if not limit.warn_from or figures.get("value", 0) < limit.warn_from:
                return []
            outcome = "warn"
        override = self.overrides.get((limit.id, case.employee_id), ())
        allowed = next((row for row in override if row._covers(case)), None)
        if allowed:
            outcome = "none"
        return [
            Finding(
                limit_id=limit.id,
                document_id=case.document_id,
                outcome=outcome,
                sentence=sentences.sentence(limit, case, figures),
                figures=figures,
                role_id=limit.role_id.id if outcome == "exception" else None,
                employee_id=case.employee_id,
                override_id=allowed and allowed.id,
            )
        ]

    def _judge_count(self, limit, case):
        existing = [
            rules.Portion(entry.start, 1) for entry in self._entries_of(limit, case)
        ]
        return self._judge_uses(limit, existing, [rules.Portion(case.start.date(), 1)])

    def _judge_sum(self, limit, case):
        existing = [
            portion
            for entry in self._entries_of(limit, case)
            for portion in _portions(limit, entry)
        ]
        return self._judge_uses(limit, existing, _portions(limit, case))

    def _judge_uses(self, limit, existing, asked):
        uses = rules.uses(
            existing,
            asked,
            limit.period,
            limit.operator,
            limit.figure,
            limit.month_start,
        )
        if not uses:
            return {}, True
        use = next((row for row in uses if not row.allowed), uses[-1])
        figures = {"value": use.total, "used": use.used, "asked": use.asked}
        figures["counted"] = rules.capped(use.total, limit.figure)
        figures["date"] = use.start
        return figures, use.allowed

    def _judge_size(self, limit, case):
        value = sum(portion.amount for portion in _portions(limit, case))
        figures = {"value": value, "counted": rules.capped(value, limit.figure)}
        return figures, rules.holds(value, limit.operator, limit.figure)

    def _judge_notice(self, limit, case):
        value = notices.notice(
            case.applied,
            case.start,
            limit.notice_unit,
            lambda day: self.worktime.is_working(
                case.company_id, case.calendar_id, day
            ),
        )
        is_kept = notices.notice_allowed(
            value, limit.operator, limit.figure, limit.direction
        )
        shown = -value if limit.direction == "after" else value
        return {"value": shown, "date": case.start.date()}, is_kept

    def _judge_blackout(self, limit, case):
        first, last = case.start.date(), case.end.date()
        spans = limit.range_ids._spans(first, last)
        if limit.with_public_holidays:
            days = self.worktime.holidays(case.company_id, case.calendar_id)
            spans += [(day, day, name) for day, name in days.items()]
        for start, end, name in sorted(spans):
            days = rules.blocked_days(first, last, [(start, end)])
            if days:
                return {"date": days[0], "occasion": name or ""}, False
        return {}, True

    def _judge_overlap(self, limit, case):
        others = [
            (entry.employee_id, entry.start, entry.end)
            for entry in self.colleagues
            if entry.department_id == case.department_id
            and entry.employee_id != case.employee_id
            and entry.document_id not in self.documents.ids
            and _in_category(limit, entry)
        ]
        day, count = rules.most_at_once(case.start.date(), case.end.date(), others)
        value = count + 1
        is_kept = rules.holds(value, limit.operator, limit.figure)
        return {"value": value, "date": day}, is_kept

    def _judge_eligibility(self, limit, case):
        return {}, self._is_true(limit.eligibility, case)

    def _entries_of(self, limit, case):
        return [
            entry
            for entry in self.history.get(case.employee_id, ())
            if entry.document_id != case.document_id
            and (entry.is_main or limit.with_counterpart)
            and _in_category(limit, entry)
        ]

    # ---- what has to be read

    @cached_property
    def span(self):
        """First and last day that any comparison may need."""
        starts = [min(case.start, case.applied).date() for case in self.cases]
        ends = [max(case.end, case.applied).date() for case in self.cases]
        return min(starts), max(ends)

    @cached_property
    def period_span(self):
        """First and last day of every period that a case touches."""
        days = [
            day for case in self.cases for day in (case.start.date(), case.end.date())
        ]
        windows = [
            rules.period_of(day, limit.period, limit.month_start)
            for limit in self.limits
            if limit.kind in ("count", "sum")
            for day in (min(days), max(days))
        ]
        return min(first for first, _last in windows), max(last for _f, last in windows)

    @cached_property
    def paths(self):
        """``{department id: (itself, its parent, ...)}``."""
        departments = {case.department_id for case in self.cases} - {None, False}
        return self.env["hr.department"]._ancestor_ids(departments)

    @cached_property
    def history(self):
        """``{employee id: [Entry, ...]}``."""
        found = {}
        employees = {case.employee_id for case in self.cases}
        for entry in self.documents._limit_history(employees, *self.period_span):
            found.setdefault(entry.employee_id, []).append(entry)
        return found

    @cached_property
    def colleagues(self):
        """Entries of everybody in the departments of the cases."""
        departments = {case.department_id for case in self.cases} - {None, False}
        return self.documents._limit_colleagues(departments, *self.span)

    @cached_property
    def worktime(self):
        """Working days and public holidays of the whole batch."""
        first, last = self.span
        margin = timedelta(days=1)
        companies = {case.company_id for case in self.cases}
        return WorkTime(self.env, companies, first - margin, last + margin)

    @cached_property
    def zones(self):
        """``{company id: time zone}`` in which the days of conditions begin."""
        companies = self.env["res.company"].browse(
            {case.company_id for case in self.cases}
        )
        return {company.id: zone_of(company) for company in companies}

    @cached_property
    def facts(self):
        """``{document id: values}``."""
        return self.documents._limit_facts()

    @cached_property
    def fact_types(self):
        """``{name: type}``."""
        return self.documents._limit_fact_types()

    @cached_property
    def overrides(self):
        """``{(limit id, employee id): overrides}``."""
        rows = self.env["cs.limit.override"].search(
            Domain("limit_id", "in", self.limits.filtered("can_override").ids)
            & Domain("employee_id", "in", [case.employee_id for case in self.cases])
        )
        return rows.grouped(lambda row: (row.limit_id.id, row.employee_id.id))


def _portions(limit, item):
    index = 0 if limit.unit == "days" else 1
    return [
        rules.Portion(day, amounts[index]) for day, amounts in item.portions.items()
    ]


def _in_category(limit, entry):
    types = limit.leave_type_ids
    return not types or entry.category_id in types.ids
