#!/usr/bin/env bash
# Forgets this checkout's databases and logs; `make reset ALL=1` also everything that set-up made.
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
if [ -n "${ALL:-}" ]; then
  if [ -d "$LOCAL/pg" ] || [ -d "$LOCAL/data" ]; then "$ROOT/tools/pg.sh" release; fi
  rm -rf "$LOCAL" "/var/tmp/odoo-pg-$(printf %s "$LOCAL" | cksum | cut -d' ' -f1)"
  say "Removed $LOCAL"; exit
fi
"$ROOT/tools/setup.sh" run
. "$ROOT/tools/db.sh"
trap pg_release EXIT
for database in $(databases "cs_${CHECKOUT}_"); do db_drop "$database"; say "Dropped $database"; done
rm -rf "$STATE"
