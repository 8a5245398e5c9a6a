#!/usr/bin/env bash
# Normal life with all its changes and no fault: false alarms per hour, a line for each system and
# the sum. Fails only when a command fails; how few there must be is set elsewhere.
#   SOAK_SEED=0   the first of the random systems; the shop's life follows from it too
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
seed=${SOAK_SEED:-0}
# Fewer requests than in earnest, so that it takes minutes; rare calls make alarms more likely.
rate=2
out=$CI/cache/soak
rm -rf "$out"
mkdir -p "$out"
./faultlore world --shop --hours 8 --faults none --rate $rate --seed "$seed" --out "$out/shop"
./faultlore world --systems 3 --hours 2 --faults none --rate $rate --seed "$seed" --out "$out/random"
for set in "$out"/shop/* "$out"/random/*; do
  ./faultlore evaluate "$set" --out "$set.findings.jsonl" --protocol prequential --seed 0
  python3 "$SHARED/bench/score.py" "$set" "$set.findings.jsonl" --json "$set.json" >"$set.txt"
done
python3 - "$rate" "$out"/*/*.json <<'PY'
import json
import pathlib
import sys

alarms = hours = hit = changes = 0
for name in sys.argv[2:]:
    scores = {row["score"]: row for row in json.loads(pathlib.Path(name).read_text())["scores"]}
    false, at = scores["false alarms per hour"], scores["false alarms at labelled changes"]
    clear = float(false["note"].split()[0])
    alarmed = round(at["value"] * at["n"])
    print(f"{pathlib.Path(name).stem:<12}{false['n']:3} false alarms in {clear:5.2f} h = {false['value']:.2f}/h, at {alarmed} of {at['n']} changes")
    alarms, hours, hit, changes = alarms + false["n"], hours + clear, hit + alarmed, changes + at["n"]
print(f"{'all':<12}{alarms:3} false alarms in {hours:5.2f} h = {alarms / hours:.2f}/h, at {hit} of {changes} changes"
      f" ({sys.argv[1]} requests/s; traces sampled as each system does)")
PY
