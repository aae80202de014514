#!/bin/bash
# Brings the database $DATABASE to the version of this image, or makes it; then ends.
# A new database gets ADMIN_PASSWORD as the password of the user admin. DEMO=1 adds the demo department.
set -euo pipefail
: "${DATABASE:?}" "${ADMIN_PASSWORD:?}"
options=(-i cs_department -u cs_department "--load-language=en_US,zh_CN")
if [ -n "${DEMO:-}" ]; then options+=(--with-demo); fi
/entrypoint.sh odoo -d "$DATABASE" "${options[@]}" --stop-after-init --no-http
/entrypoint.sh odoo shell -d "$DATABASE" --no-http <<'P'
import os
settings = env["ir.config_parameter"].sudo()
if not settings.get_param("cs_department.prepared"):
    env.ref("base.user_admin").password = os.environ["ADMIN_PASSWORD"]
    settings.set_param("cs_department.prepared", "1")
    env.cr.commit()
P
