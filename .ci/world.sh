#!/usr/bin/env bash
# The simulated worlds: their statistics beside recorded ones, how hard their faults are to find, and
# whether the same seed gives the same bytes.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
. .mvn/jdk25.sh
beside=()
[ -d "$SHARED/data/nezha-tt" ] && beside=(--beside "$SHARED/data/nezha-tt")
echo "== statistics"
./faultlore world --describe --systems 20 --hours 0.4 "${beside[@]}"

echo "== difficulty"
./mvnw -q -B -pl engine/world -am test-compile
"$JAVA_HOME/bin/java" -cp "engine/world/target/classes:engine/world/target/test-classes:receiver/target/lib/*" \
  io.faultlore.world.service.Difficulty 20 10

echo "== same seed, same bytes"
out=$CI/cache/world
rm -rf "$out"
for run in first second; do
  ./faultlore world --hours 0.5 --systems 2 --seed 7 --out "$out/$run"
  ./faultlore world --agents --hours 0.2 --seed 7 --out "$out/$run-agents"
done
diff -r "$out/first" "$out/second"
diff -r "$out/first-agents" "$out/second-agents"

if [ -d "$SHARED/bench" ]; then
  echo "== what is written can be evaluated and scored"
  for set in "$out"/first/system-000 "$out"/first-agents/agents-000; do
    ./faultlore evaluate "$set" --out "$out/findings.jsonl"
    python3 "$SHARED/bench/score.py" "$set" "$out/findings.jsonl" --strict
  done
fi
rm -rf "$out"
