#!/usr/bin/env bash
# Prometheus reads our rules, its tests of them pass, and it parses every query of the dashboards.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT/grafana-dashboards"
promtool check rules --lint=all --lint-fatal faultlore-rules.yaml
promtool test rules faultlore-rules-test.yaml
promtool check config provisioning/prometheus.yaml
queries=$(mktemp)
trap 'rm -f "$queries"' EXIT
"$CI/queries.py" faultlore-*.json >"$queries"
promtool check rules "$queries"
