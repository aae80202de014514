# Sourced. Collects what checks and suites came to, for the closing line.
RESULTS=${RESULTS:-$STATE/results.$$}
# check NAME COMMAND...: prints what the command says only when it fails
check() {
  local name=$1 output started=$SECONDS; shift
  if output=$("$@" 2>&1); then
    say "$name: good ($((SECONDS-started)) s)"; echo "0 0 $name" >> "$RESULTS"
  else
    printf '%s\n' "$output"; say "$name: FAILED"; echo "0 1 $name" >> "$RESULTS"
  fi
}
# closing: the last line of a run, and its exit code
closing() { local good=0; "$PY" "$ROOT/tools/summary.py" total "$RESULTS" || good=1; rm -f "$RESULTS"; return $good; }
