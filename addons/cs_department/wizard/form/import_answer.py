"""What a wizard shows of an import that found errors and kept nothing."""

from markupsafe import Markup

HEADING = Markup("<th>%s</th>")
CELL = Markup("<td>%s</td>")


def error_table(sentence, headings, rows):
    """Return a sentence and below it a table of what is wrong, as safe markup."""
    return Markup("<p>%s</p><table class='table table-sm'>%s%s</table>") % (
        sentence,
        _line(HEADING, headings),
        Markup().join(_line(CELL, cells) for cells in rows),
    )


def _line(cell, values):
    return Markup("<tr>%s</tr>") % Markup().join(cell % value for value in values)


def shown_again(wizard, title):
    """Return the action that shows the same wizard again."""
    return {
        "type": "ir.actions.act_window",
        "name": title,
        "res_model": wizard._name,
        "res_id": wizard.id,
        "views": [(False, "form")],
        "target": "new",
    }
