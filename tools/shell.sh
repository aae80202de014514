#!/usr/bin/env bash
# A Python prompt in the demo database (`env` is there); another one: make shell DB=name
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
"$ROOT/tools/setup.sh" run
. "$ROOT/tools/db.sh"
trap pg_release EXIT
db_exists "$DB" || die "there is no database $DB yet: make run makes it"
"$ROOT/tools/odoo.sh" shell -d "$DB" --log-level=warn
