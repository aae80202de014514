from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .form_mark import is_publishing

#: columns of published rows that may still be translated
_WORDS = ("label", "help", "placeholder", "message", "name", "unit")


class FormFrozen(models.AbstractModel):
    """Rows of a design: those of the draft may be edited, published ones never.

    Nobody changes a published row, not even the superuser through the API; a trigger in
    the database refuses it too. Its words may be translated into more languages.
    """

    _name = "cs.form.frozen"
    _inherit = ["cs.typed"]
    _description = "Row of a form's design"

    def _frozen_versions(self):
        """Return the versions that the rows belong to."""
        return self.version_id

    @api.model_create_multi
    def create(self, vals_list):
        self._check_drafts(self._asked_versions(vals_list))
        return super().create(vals_list)

    def write(self, vals):
        self._check_draft()
        self._check_drafts(self._asked_versions([vals]))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_draft()

    def _asked_versions(self, vals_list):
        """Return the versions into which values would put rows."""
        names = ("version_id", "field_id", "parent_id")
        found = self.env["cs.form.version"].sudo()
        for name in names:
            field = self._fields.get(name)
            ids = {vals[name] for vals in vals_list if type(vals.get(name)) is int}
            if field is None or not ids:
                continue
            rows = self.env[field.comodel_name].sudo().browse(ids).exists()
            found |= rows if rows._name == found._name else rows.version_id
        return found

    def _check_draft(self):
        self._check_drafts(self.sudo()._frozen_versions())

    def _check_drafts(self, versions):
        if is_publishing():
            return
        if any(version.state == "published" for version in versions):
            raise AccessError(
                self.env._(
                    "A published version of a form cannot be changed: edit the draft "
                    "and publish it."
                )
            )

    def init(self):
        """Let the database itself refuse to change what is published."""
        if self._abstract:
            return
        self.env.cr.execute(_FUNCTION)
        self.env.cr.execute(
            SQL(
                """
                DROP TRIGGER IF EXISTS cs_form_frozen ON %(table)s;
                CREATE TRIGGER cs_form_frozen
                    BEFORE INSERT OR UPDATE OR DELETE ON %(table)s
                    FOR EACH ROW EXECUTE FUNCTION cs_form_is_frozen();
                """,
                table=SQL.identifier(self._table),
            )
        )


_FUNCTION = SQL(
    """
    CREATE OR REPLACE FUNCTION cs_form_is_frozen() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        bare_old jsonb; bare_new jsonb; word text; version integer; published boolean;
    BEGIN
        IF TG_OP <> 'INSERT' THEN bare_old := to_jsonb(OLD); END IF;
        IF TG_OP <> 'DELETE' THEN bare_new := to_jsonb(NEW); END IF;
        IF TG_TABLE_NAME = 'cs_form_version' THEN
            published := TG_OP <> 'INSERT' AND OLD.state = 'published';
        ELSIF TG_TABLE_NAME = 'cs_form_choice' THEN
            SELECT field.version_id INTO version FROM cs_form_field field
             WHERE field.id = (COALESCE(bare_old, bare_new)->>'field_id')::integer;
            published := EXISTS (SELECT FROM cs_form_version
                                  WHERE id = version AND state = 'published');
        ELSE
            published := EXISTS (
                SELECT FROM cs_form_version WHERE state = 'published'
                   AND id IN ((bare_old->>'version_id')::integer,
                              (bare_new->>'version_id')::integer));
        END IF;
        IF published AND TG_OP = 'UPDATE' THEN
            bare_old := bare_old - 'write_uid' - 'write_date';
            bare_new := bare_new - 'write_uid' - 'write_date';
            FOREACH word IN ARRAY %(words)s LOOP
                IF jsonb_typeof(bare_old->word) = 'object'
                   AND bare_old->word->'en_US'
                       IS NOT DISTINCT FROM bare_new->word->'en_US'
                THEN
                    bare_old := bare_old - word;
                    bare_new := bare_new - word;
                END IF;
            END LOOP;
            published := bare_old IS DISTINCT FROM bare_new;
        END IF;
        IF published THEN
            RAISE EXCEPTION 'a published version of a form cannot be changed';
        END IF;
        RETURN COALESCE(NEW, OLD);
    END $$
    """,
    words=list(_WORDS),
)
