#!/usr/bin/env bash
# Solves an instance of the employee shift scheduling benchmarks. Usage: roster-bench.sh FILE [SECONDS]
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
[ -n "${1:-}" ] || die "name an instance: make roster-bench FILE=Instance1.txt SECONDS=300"
"$ROOT/tools/setup.sh" test
PYTHONPATH=$ROOT/addons/cs_department "$PY" "$ROOT/tools/roster_bench.py" "$1" "${2:-300}"
