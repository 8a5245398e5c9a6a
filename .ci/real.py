"""Real parts on free loopback ports: Faultlore, Collectors, Prometheus, Alertmanager.

Standard library only. Paths follow from this file; FAULTLORE_SHARED overrides ../shared.
"""
import contextlib
import http.client
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

CI = pathlib.Path(__file__).resolve().parent
ROOT = CI.parent
SHARED = pathlib.Path(os.environ.get("FAULTLORE_SHARED", ROOT.parent / "shared"))
FAULTLORE = ROOT / "faultlore"


class Failed(Exception):
    """A check that did not hold; the message is the report."""


def say(text):
    print(f"  {text}", flush=True)


def check(holds, text):
    if not holds:
        raise Failed(text)
    say(f"ok: {text}")


def free_ports(n):
    sockets = [socket.socket() for _ in range(n)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def until(what, probe, seconds=60, every=0.25, alive=()):
    """The first true result of the probe; fails when a process ends or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            result = probe()
            if result:
                return result
        for process in alive:
            if process.ended():
                raise Failed(f"{process.name} ended while waiting for: {what}\n{process.tail()}")
        time.sleep(every)
    raise Failed(f"not within {seconds} s: {what}" + "".join("\n" + p.tail() for p in alive))


def get(url, seconds=10):
    with urllib.request.urlopen(url, timeout=seconds) as answer:
        return answer.read().decode()


def get_json(url, seconds=10):
    return json.loads(get(url, seconds))


class Part:
    """A process with a log of its own, in a process group of its own."""

    def __init__(self, name, command, log, env=None, cwd=None):
        self.name, self.log = name, log
        with open(log, "ab") as out:
            self.process = subprocess.Popen(
                [str(word) for word in command],
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **{k: str(v) for k, v in (env or {}).items()}},
                cwd=cwd,
                start_new_session=True,
            )

    def ended(self):
        return self.process.poll() is not None

    def signal(self, number):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds=20):
        self.signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return -9

    def wait(self, seconds):
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired as e:
            self.kill()
            raise Failed(f"{self.name} did not end within {seconds} s\n{self.tail()}") from e

    def tail(self, lines=15):
        text = pathlib.Path(self.log).read_text(errors="replace").splitlines()
        return f"--- {self.name}\n" + "\n".join(text[-lines:])

    def usage(self):
        """Resident MiB and CPU seconds."""
        stat = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks = int(stat[11]) + int(stat[12])
        rss = int(stat[21]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        return rss, ticks / os.sysconf("SC_CLK_TCK")


class Server(Part):
    """faultlore serve."""

    def __init__(self, bench, data, env=None):
        self.grpc, self.http, self.admin = bench.grpc, bench.http, bench.admin
        began = time.monotonic()
        super().__init__(
            "faultlore",
            [FAULTLORE, "serve"],
            bench.folder / "faultlore.log",
            {
                "FAULTLORE_DATA": data,
                **bench.ports,
                "FAULTLORE_SERVER_FEEDBACK_TOKEN": "secret-of-the-check",
                "FAULTLORE_CONFIG": "",
                **(env or {}),
            },
            cwd=bench.folder,
        )
        until("faultlore is ready", lambda: get(f"{self.url}/ready"), 120, 0.05, [self])
        self.start_seconds = time.monotonic() - began

    @property
    def url(self):
        return f"http://127.0.0.1:{self.admin}"

    def metrics(self):
        return samples(get(f"{self.url}/metrics"))

    def total(self, name, **labels):
        return sum(value for n, l, value in self.metrics() if n == name and labels.items() <= l.items())

    def accepted(self):
        return {
            signal: int(self.total("faultlore_ingest_items_total", signal=signal, outcome="accepted"))
            for signal in ("traces", "metrics", "logs")
        }

    def cases(self):
        answer = get_json(f"{self.url}/api/cases?limit=1000")
        return answer["cases"] if isinstance(answer, dict) else answer


SAMPLE = re.compile(r"^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)")
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


def samples(text):
    """Name, labels and value of each line of the text format."""
    found = []
    for line in text.splitlines():
        match = SAMPLE.match(line)
        if match and not line.startswith("#"):
            found.append((match[1], dict(LABEL.findall(match[2] or "")), float(match[3])))
    return found


class Bench:
    """A folder and ports for one check; everything ends with it."""

    def __init__(self, name):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"faultlore-{name}-"))
        self.grpc, self.http, self.admin = free_ports(3)
        self.ports = {
            "FAULTLORE_SERVER_GRPC_PORT": self.grpc,
            "FAULTLORE_SERVER_HTTP_PORT": self.http,
            "FAULTLORE_SERVER_ADMIN_PORT": self.admin,
        }
        self.parts = []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        for part in reversed(self.parts):
            if not part.ended():
                part.stop()
        if kind is None:
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            print(f"  logs are kept in {self.folder}", flush=True)

    def add(self, part):
        self.parts.append(part)
        return part

    def serve(self, env=None):
        return self.add(Server(self, self.folder / "data", env))

    def run(self, *arguments, seconds=600, env=None):
        """A command of faultlore that ends: exit code and everything it printed."""
        log = self.folder / f"{arguments[0]}.log"
        log.unlink(missing_ok=True)
        part = self.add(Part("faultlore " + arguments[0], [FAULTLORE, *arguments], log, env, self.folder))
        code = part.wait(seconds)
        return code, pathlib.Path(part.log).read_text(errors="replace")

    def replay(self, data, port, *options):
        return self.add(
            Part(
                "replay",
                [FAULTLORE, "replay", data, "--to", f"http://127.0.0.1:{port}", *options],
                self.folder / "replay.log",
            )
        )

    def gateway(self):
        """collector-config/gateway.yaml in front of the server; its ports and its process."""
        grpc, http_port, health = free_ports(3)
        part = self.add(
            collector(
                self.folder / "gateway.log",
                ["gateway.yaml"],
                {
                    "FAULTLORE_ENDPOINT": f"127.0.0.1:{self.grpc}",
                    "FAULTLORE_INSECURE": "true",
                    "FAULTLORE_QUEUE_DIR": self.folder / "queue",
                    "OTLP_GRPC_LISTEN": f"127.0.0.1:{grpc}",
                    "OTLP_HTTP_LISTEN": f"127.0.0.1:{http_port}",
                    "HEALTH_LISTEN": f"127.0.0.1:{health}",
                },
            )
        )
        until("the gateway is ready", lambda: get(f"http://127.0.0.1:{health}/"), 30, 0.1, [part])
        return grpc, http_port, part

    def event_sink(self):
        """A Collector that writes the log events it receives; its HTTP port and the file."""
        http_port, health = free_ports(2)
        file = self.folder / "events.jsonl"
        config = self.folder / "sink.yaml"
        config.write_text(
            f"""
extensions: {{ health_check: {{ endpoint: "127.0.0.1:{health}" }} }}
receivers: {{ otlp: {{ protocols: {{ http: {{ endpoint: "127.0.0.1:{http_port}" }} }} }} }}
exporters: {{ file: {{ path: "{file}", flush_interval: 100ms }} }}
service:
  extensions: [health_check]
  telemetry: {{ metrics: {{ level: none }} }}
  pipelines: {{ logs: {{ receivers: [otlp], exporters: [file] }} }}
"""
        )
        part = self.add(collector(self.folder / "sink.log", [config], {}))
        until("the sink is ready", lambda: get(f"http://127.0.0.1:{health}/"), 30, 0.1, [part])
        return http_port, file

    def prometheus(self):
        """Prometheus with our rules, and Alertmanager; the port and the webhook's messages."""
        port, alertmanager = free_ports(2)
        hook = Webhook()
        (self.folder / "alertmanager.yml").write_text(
            f"""
route: {{ receiver: hook, group_wait: 1s, group_interval: 1s, group_by: [alertname] }}
receivers: [ {{ name: hook, webhook_configs: [ {{ url: "http://127.0.0.1:{hook.port}/" }} ] }} ]
"""
        )
        # A replay runs many times faster than life, and so must what watches it.
        rules = (ROOT / "grafana-dashboards/faultlore-rules.yaml").read_text()
        (self.folder / "rules.yaml").write_text(re.sub(r"(\n +interval:) \d+s", r"\1 1s", rules))
        (self.folder / "prometheus.yml").write_text(
            f"""
global: {{ scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }}
rule_files: [ "{self.folder}/rules.yaml" ]
alerting: {{ alertmanagers: [ {{ static_configs: [ {{ targets: ["127.0.0.1:{alertmanager}"] }} ] }} ] }}
scrape_configs: [ {{ job_name: faultlore, static_configs: [ {{ targets: ["127.0.0.1:{self.admin}"] }} ] }} ]
"""
        )
        self.add(
            Part(
                "alertmanager",
                [
                    "prometheus-alertmanager",
                    f"--config.file={self.folder}/alertmanager.yml",
                    f"--storage.path={self.folder}/alertmanager",
                    f"--web.listen-address=127.0.0.1:{alertmanager}",
                    "--cluster.listen-address=",
                ],
                self.folder / "alertmanager.log",
            )
        )
        part = self.add(
            Part(
                "prometheus",
                [
                    "prometheus",
                    f"--config.file={self.folder}/prometheus.yml",
                    f"--storage.tsdb.path={self.folder}/prometheus",
                    f"--web.listen-address=127.0.0.1:{port}",
                    "--enable-feature=exemplar-storage,native-histograms",
                ],
                self.folder / "prometheus.log",
            )
        )
        until("prometheus is ready", lambda: get(f"http://127.0.0.1:{port}/-/ready"), 60, 0.2, [part])
        return Prometheus(port), hook


class Prometheus:
    def __init__(self, port):
        self.port = port

    def query(self, expr):
        """Labels and value of each series of an instant query."""
        url = f"http://127.0.0.1:{self.port}/api/v1/query?" + urllib.parse.urlencode({"query": expr})
        return [(row["metric"], float(row["value"][1])) for row in get_json(url)["data"]["result"]]

    def exemplars(self, expr):
        now = time.time()
        query = urllib.parse.urlencode({"query": expr, "start": now - 3600, "end": now + 60})
        return get_json(f"http://127.0.0.1:{self.port}/api/v1/query_exemplars?{query}")["data"]


class Webhook:
    """What Alertmanager delivers."""

    def __init__(self):
        alerts = self.alerts = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                alerts.extend(json.loads(body)["alerts"])
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()


def collector(log, configs, env):
    """A Collector with configurations of collector-config/, or with absolute paths."""
    binary = subprocess.run([CI / "collector.sh"], check=True, capture_output=True, text=True).stdout.strip()
    command = [binary]
    for config in configs:
        command += ["--config", ROOT / "collector-config" / config]
    return Part("collector " + " ".join(pathlib.Path(c).name for c in configs), command, log, env)


def events(file):
    """Log records of the sink's file: event name, time, trace id, attributes, body."""
    found = []
    if not file.exists():
        return found
    for line in file.read_text().splitlines():
        with contextlib.suppress(ValueError):
            for resource in json.loads(line)["resourceLogs"]:
                for scope in resource["scopeLogs"]:
                    found += [event(record) for record in scope["logRecords"]]
    return found


def event(record):
    return {
        "name": record.get("eventName", ""),
        "time": int(record["timeUnixNano"]),
        "trace": record.get("traceId", ""),
        "body": record.get("body", {}).get("stringValue", ""),
        **{a["key"]: a["value"].get("stringValue") for a in record.get("attributes", [])},
    }


def main(checks):
    """Runs the checks whose names are given, or all; prints a line and the seconds for each."""
    chosen = sys.argv[1:] or list(checks)
    # A shell ignores SIGINT in what it starts in the background, and what we start would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in chosen:
        began = time.monotonic()
        print(f"{name}:", flush=True)
        try:
            checks[name]()
        except Failed as e:
            print(f"  FAILED: {e}", flush=True)
            sys.exit(1)
        print(f"  {time.monotonic() - began:.1f} s", flush=True)
