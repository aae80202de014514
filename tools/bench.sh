#!/usr/bin/env bash
# Speed: prints a table and writes the same rows to build/bench.json. CASE='flow.*' picks some of the cases.
# The peer, OCA's base_tier_validation, is installed into the benchmark's own database only.
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
"$ROOT/tools/setup.sh" bench
. "$ROOT/tools/db.sh"
run_db=cs_${CHECKOUT}_bench_$$
finish() { trap - EXIT; db_drop "$run_db" || true; pg_release; }
trap finish EXIT; trap 'exit 130' INT TERM
template
db_copy "$TEMPLATE" "$run_db"
export PYTHONPATH=$PEER:$ROOT BENCH_JSON=$ROOT/build/bench.json
options=(-d "$run_db" --addons-path="$(addons_path),$ROOT/bench/addons" --log-level=error)
step "Installing $MODULES and the peer" "$ROOT/tools/odoo.sh" "${options[@]}" -i "$MODULES,cs_bench" --stop-after-init --no-http
psql -d "$run_db" -qc analyze 2>/dev/null
say "Measuring"
echo 'from bench.runner import main; main(env)' | "$ROOT/tools/odoo.sh" shell "${options[@]}"
