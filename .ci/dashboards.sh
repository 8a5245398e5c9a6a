#!/usr/bin/env bash
# Writes the generated files of grafana-dashboards/ again.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
. .mvn/jdk25.sh
class_path=$(mktemp)
trap 'rm -f "$class_path"' EXIT
./mvnw -q -B -pl engine,grafana-dashboards spotless:apply compile
./mvnw -q -B -pl engine,grafana-dashboards compile dependency:build-classpath \
  -Dmdep.outputFile="$class_path" -DincludeScope=runtime
"$JAVA_HOME/bin/java" -cp "grafana-dashboards/target/classes:$(cat "$class_path")" \
  io.faultlore.dashboards.Dashboards grafana-dashboards
