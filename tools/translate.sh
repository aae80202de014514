#!/usr/bin/env bash
# Brings the translation template and the translations up to date with the source: what is new stays empty there.
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
"$ROOT/tools/setup.sh" test
. "$ROOT/tools/db.sh"
run_db=cs_${CHECKOUT}_i18n_$$
finish() { trap - EXIT; rm -f "$STATE/fresh.pot"; db_drop "$run_db" || true; pg_release; }
trap finish EXIT; trap 'exit 130' INT TERM
template
db_copy "$TEMPLATE" "$run_db"
step "Installing $MODULES" "$ROOT/tools/odoo.sh" -d "$run_db" --with-demo -i "$MODULES" --stop-after-init --no-http --log-level=error
for module in ${MODULES//,/ }; do
  "$ROOT/tools/odoo.sh" i18n export -d "$run_db" -o "$STATE/fresh.pot" "$module" 2>/dev/null
  "$TOOLS/bin/python" "$ROOT/tools/i18n.py" merge "$STATE/fresh.pot" "$ROOT/addons/$module/i18n"
  "$TOOLS/bin/python" "$ROOT/tools/i18n.py" check "$STATE/fresh.pot" "$ROOT/addons/$module/i18n" || true
done
