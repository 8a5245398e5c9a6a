#!/usr/bin/env bash
# Reads every recorded dialect with `inspect` and scores steps, hand-offs and runs.
#   .ci/dialects.sh [RECORDINGS]     default: data/dialects of the shared folder
# Fails when a dialect that must be read well falls below its bar, or when a recording breaks.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
recordings=${1:-$SHARED/data/dialects}
results=${FAULTLORE_RESULTS:-$(mktemp -d)}
mkdir -p "$results"

"$ROOT/faultlore" inspect --json --each "$recordings"/*/*/ > "$results/all.jsonl" \
  || fail "inspect broke on a recording"
python3 "$SHARED/bench/score_dialects.py" "$recordings" "$results/all.jsonl" \
  --misses --json "$results/report.json"
python3 - "$results/report.json" << 'PYTHON'
import json, sys

BAR = 0.90
REQUIRED = ("otel-genai", "otel-", "openinference")
report = json.load(open(sys.argv[1]))
below = {name: row["joint"] for name, row in report["dialects"].items()
         if name.startswith(REQUIRED) and (row["joint"] or 0) < BAR}
lost = {name: row["recall"] for name, row in report["dialects"].items() if (row["recall"] or 0) < 1}
if report["problems"]:
    sys.exit("FAILED: " + "; ".join(map(str, report["problems"][:5])))
if below:
    sys.exit(f"FAILED: joint below {BAR}: {below}")
if lost:
    sys.exit(f"FAILED: steps were lost: {lost}")
print(f"dialects: joint {report['overall']['joint']:.3f} over all, every required dialect >= {BAR}")
PYTHON
