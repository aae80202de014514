"""README's pictures: who takes which from where, for tools/screenshots.py."""

from typing import NamedTuple

DESKTOP, PHONE = (1400, 900, False), (390, 844, True)


class Picture(NamedTuple):
    """A page of the demo as somebody sees it.

    A step is a selector to click; ``(selector, text)`` clicks the one with this text,
    ``(selector, text, selector, text)`` drags the first onto the second and holds it.
    """

    login: str
    size: tuple
    page: str
    steps: tuple
    wanted: str


PICTURES = {
    "inbox-phone": Picture(
        "leader1@demo", PHONE, "/odoo/my-approvals", (), ".o_kanban_record"
    ),
    "flow": Picture(
        "hr@demo",
        DESKTOP,
        "/odoo/approval-flows",
        ((".o_data_row td[name=name]", "Leave of an agent"),),
        ".o_cs_node",
    ),
    "document-bar": Picture(
        "supervisor@demo",
        DESKTOP,
        "/odoo/my-approvals",
        (".o_data_row td[name=title]",),
        ".o_cs_bar",
    ),
    "leave-policy": Picture(
        "hr@demo",
        DESKTOP,
        "/odoo/cs-leave-policies",
        (".o_data_row td[name=name]",),
        ".o_form_view .o_data_row",
    ),
    "form-designer": Picture(
        "hr@demo",
        DESKTOP,
        "/odoo/cs-forms/1/cs-form-designer",
        (),
        ".o_cs_design_row",
    ),
    "requests-phone": Picture(
        "agent06@demo", PHONE, "/odoo/cs-forms-home", (), ".o_cs_home_card"
    ),
    "flow-designer": Picture(
        "hr@demo",
        DESKTOP,
        "/odoo/approval-flows",
        (
            (".o_data_row td[name=name]", "Report upwards"),
            "button[name=action_draw]",
            (".o_cs_card", "Superior"),
        ),
        ".o_cs_card",
    ),
    "roster-board": Picture(
        "supervisor@demo",
        DESKTOP,
        "/odoo/roster-board",
        (
            ".o_cs_board_next",
            # what a rule forbids is said before it is dropped
            (
                "[id^=o_cs_cell] .o_cs_chip",
                "",
                ".o_cs_board_row:nth-child(10) > *:nth-child(6)",
                "",
            ),
        ),
        ".o_cs_chip",
    ),
    "my-shifts-phone": Picture(
        "agent01@demo",
        PHONE,
        "/odoo/my-shifts",
        (".o_cs_mine_forward",),
        ".o_cs_mine_next",
    ),
}
