#!/usr/bin/env python3
"""Validates and starts every shipped Collector configuration; some mistakes only a start finds."""
import subprocess

from real import CI, ROOT, Bench, Failed, check, collector, free_ports, get, main, until

BASE = """
extensions: { health_check: { endpoint: "${env:HEALTH_LISTEN}" } }
receivers: { otlp: { protocols: { grpc: { endpoint: "${env:OTLP_GRPC_LISTEN}" } } } }
exporters: { nop: {} }
service:
  extensions: [health_check]
  telemetry: { metrics: { level: none } }
  pipelines: { traces: { receivers: [otlp], exporters: [nop] } }
"""


def starts(*configs):
    with Bench("config") as bench:
        (bench.folder / "base.yaml").write_text(BASE)
        files = [bench.folder / "base.yaml" if c == "base" else ROOT / "collector-config" / c for c in configs]
        grpc, http, health, nobody = free_ports(4)
        env = {
            "OTLP_GRPC_LISTEN": f"127.0.0.1:{grpc}",
            "OTLP_HTTP_LISTEN": f"127.0.0.1:{http}",
            "HEALTH_LISTEN": f"127.0.0.1:{health}",
            "FAULTLORE_QUEUE_DIR": bench.folder / "queue",
            "FAULTLORE_ENDPOINT": f"127.0.0.1:{nobody}",
            "FAULTLORE_INSECURE": "true",
            "GATEWAY_ENDPOINT": f"127.0.0.1:{nobody}",
            "GATEWAY_INSECURE": "true",
        }
        part = bench.add(collector(bench.folder / "log", files, env))
        until("it is ready", lambda: get(f"http://127.0.0.1:{health}/"), 30, 0.1, [part])
        check(part.stop() == 0, f"{' + '.join(configs)} starts and stops")


def validates():
    binary = subprocess.run([CI / "collector.sh"], check=True, capture_output=True, text=True).stdout.strip()
    for file in ("gateway.yaml", "agent.yaml"):
        config = ROOT / "collector-config" / file
        done = subprocess.run([binary, "validate", "--config", config], capture_output=True, text=True)
        check(done.returncode == 0, f"{file} is valid{done.stderr and ': ' + done.stderr}")


def snippet():
    """The README shows what the add-on file holds."""
    readme = (ROOT / "collector-config/README.md").read_text()
    lines = [l for l in (ROOT / "collector-config/add-on.yaml").read_text().splitlines() if not l.startswith("#")]
    check(len(lines) == 6, "the snippet has six lines")
    for line in lines:
        plain = line.replace("${env:FAULTLORE_ENDPOINT:-faultlore:4317}", "faultlore:4317")
        if plain not in readme:
            raise Failed(f"README lacks: {plain}")


if __name__ == "__main__":
    main(
        {
            "validate": validates,
            "gateway": lambda: starts("gateway.yaml"),
            "agent": lambda: starts("agent.yaml"),
            "add-on": lambda: starts("base", "add-on.yaml"),
            "snippet": snippet,
        }
    )
