#!/usr/bin/env python3
"""Writes the Prometheus queries of dashboards as a rule file, so that promtool parses them."""
import json
import re
import sys


def plain(expr):
    expr = expr.replace("$__rate_interval", "5m").replace("$__range", "1h")
    return re.sub(r"\$\w+", ".+", expr)


def queries(dashboard):
    for panel in dashboard["panels"]:
        for target in panel.get("targets", []):
            if target["datasource"]["type"] == "prometheus":
                yield plain(target["expr"])
    for mark in dashboard["annotations"]["list"]:
        if mark["datasource"]["type"] == "prometheus":
            yield plain(mark["expr"])


def of(files):
    return [q for file in files for q in queries(json.load(open(file)))]


if __name__ == "__main__":
    rules = [{"record": f"query:{i}", "expr": q} for i, q in enumerate(of(sys.argv[1:]))]
    # JSON is YAML.
    json.dump({"groups": [{"name": "dashboards", "rules": rules}]}, sys.stdout, indent=1)
