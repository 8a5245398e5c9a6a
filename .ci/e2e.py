#!/usr/bin/env python3
"""The whole line with real parts: replay -> Collector (queue on disk) -> faultlore serve ->
Prometheus and its alert, the webhook of Alertmanager, the log event in a second Collector's file.

e2e.py [services] [agents] [kill]; needs ../shared/data.
"""
import json
import os
import pathlib
import subprocess
import time

import cut
import queries
from real import ROOT, SHARED, Bench, Failed, check, events, get, main, say, until

NEZHA = SHARED / "data" / "nezha-tt"
# Three faults. Traces were recorded only around faults, so around the first the line learns what is
# normal, and the other two are asked for.
WINDOW = [float(t) for t in os.environ.get("E2E_WINDOW", "1675002000 1675007150").split()]
ASKED = slice(1, None)
# Much faster, and what a Collector holds for a moment is late in event time on a busy machine.
SPEED = os.environ.get("E2E_SPEED", "30")
AGENTS = SHARED / "data" / os.environ.get("E2E_AGENTS", "whowhen-ag")
AGENT_RUNS = int(os.environ.get("E2E_AGENT_RUNS", "40"))
NANOS = 10**9


def services():
    """Check 1: counts, the failure's metric, the alert, its delivery, the event."""
    with Bench("e2e") as bench:
        data = bench.folder / "cut"
        sent = cut.window(NEZHA, data, *WINDOW)
        check(all(sent.values()), f"{NEZHA} holds all three signals")
        faults = labels(data, "fault")
        say(f"sending {sent}, faults {[(f['service'], f['type']) for f in faults]}")
        sink_port, sink_file = bench.event_sink()
        server = bench.serve({"FAULTLORE_EXPORT_OTLP_LOGS_ENDPOINT": f"http://127.0.0.1:{sink_port}/v1/logs"})
        rss, cpu = server.usage()
        say(f"start {server.start_seconds:.1f} s, idle RSS {rss:.0f} MiB")
        prometheus, hook = bench.prometheus()
        _, port, gateway = bench.gateway()
        began = time.monotonic()
        replay = bench.replay(data, port, "--speed", SPEED, "--now")
        code = replay.wait(600)
        check(code == 0, f"replay ends well after {time.monotonic() - began:.0f} s{replay.tail() if code else ''}")
        arrive(server, sent, [server, gateway])
        check(server.total("faultlore_ingest_items_total", outcome="duplicate") == 0, "nothing came twice")
        culprits = {f["service"] for f in faults[ASKED]}
        # The last windows close when later telemetry, or time, shows that no more will come.
        named = until(
            f"failures of {sorted(culprits)}",
            lambda: right_services(prometheus, "faultlore_failures_total > 0", "service", culprits),
            60,
        )
        check(True, f"failures are counted: {named}")
        firing = until(
            "an alert that names one of them",
            lambda: right_services(
                prometheus,
                'ALERTS{alertname=~"FaultloreRuntimeFailure.*",alertstate="firing"}',
                "subject",
                culprits,
            ),
            30,
        )
        check(firing, f"alerts fire: {firing}")
        delivered = until("an alert at the webhook", lambda: list(hook.alerts), 60)
        check("runbook_url" in delivered[0]["annotations"], f"{len(delivered)} alerts were delivered with their runbooks")
        told = until("events", lambda: [e for e in events(sink_file) if e["name"].startswith("faultlore.case.")], 30)
        opened = {e["faultlore.case.id"] for e in told if e["name"] == "faultlore.case.opened"}
        right = [e for e in told if e["faultlore.case.subject"] in culprits]
        check(opened and right, f"{len(opened)} cases were told of in {len(told)} events: {(right or told)[-1]['body'][:160]}")
        check(any(e["trace"] for e in told), "events lead to traces")
        exemplars = prometheus.exemplars("faultlore_failures_total")
        check(exemplars, f"exemplars lead to traces: {exemplars[0]['exemplars'][0]['labels']}")
        scraped(server)
        shown(prometheus)
        cases = until(
            f"cases of {sorted(culprits)}",
            lambda: culprits <= {c["subject"] for c in server.cases()} and server.cases(),
            60,
        )
        # After a pause in the recording the first requests are slow indeed, and may be one case more.
        check(len(cases) <= len(faults) + 1, f"{len(cases)} cases of {len(faults)} faults name the right services")
        rss, used = server.usage()
        spans = sent["traces"]
        say(f"RSS {rss:.0f} MiB, CPU {used - cpu:.1f} s = {(used - cpu) / spans * 1e6:.0f} us per span, all telemetry included")
        check(server.stop() == 0, "SIGTERM ends it with code 0")


def agents():
    """Check 1, agents: the verdict on a failing run is out before its root span is sent."""
    with Bench("e2e-agents") as bench:
        runs = labels(AGENTS, "run")[:AGENT_RUNS]
        failing = {r["trace_id"] for r in runs if r["outcome"] == "failed"}
        before, roots = bench.folder / "before", bench.folder / "roots"
        sent = split(AGENTS, before, roots, {r["trace_id"] for r in runs}, failing)
        say(f"{len(runs)} runs, {len(failing)} failing; {sent[0]} spans before {sent[1]} root spans")
        sink_port, sink_file = bench.event_sink()
        server = bench.serve({"FAULTLORE_EXPORT_OTLP_LOGS_ENDPOINT": f"http://127.0.0.1:{sink_port}/v1/logs"})
        prometheus, _ = bench.prometheus()
        _, port, gateway = bench.gateway()
        replay(bench, before, port)
        arrive(server, {"traces": sent[0]}, [server, gateway])
        told = until(
            "a failing run's verdict before its root span",
            lambda: {e["trace"] for e in events(sink_file) if e["name"] == "faultlore.run.opened"} & failing,
            60,
        )
        time.sleep(2)
        told = {e["trace"] for e in events(sink_file) if e["name"] == "faultlore.run.opened"}
        check(told & failing, f"{len(told & failing)} of {len(failing)} failing runs were called failed before their root span was sent")
        steps = until("steps", lambda: prometheus.query("sum by (verdict) (faultlore_agent_steps_total)"), 30)
        say(f"steps by verdict: { {l['verdict']: v for l, v in steps} }")
        replay(bench, roots, port)
        arrive(server, {"traces": sum(sent)}, [server, gateway])
        # Without newer telemetry a run ends when time shows that nothing more of it comes.
        ended = until("the runs' ends", lambda: ended_runs(server, len(runs)), 120, 0.5, [server])
        check(ended == len(runs), f"{ended:.0f} ended runs are counted")
        closed = [e for e in events(sink_file) if e["name"] == "faultlore.run.closed"]
        check(closed, f"{len(closed)} failed runs were closed, for instance: {closed[0]['body'][:160]}")


def ended_runs(server, wanted):
    ended = server.total("faultlore_agent_tasks_total")
    return ended if ended >= wanted else None


def kill():
    """Check 2: kill -9 in the middle of a replay; counts equal, cases not doubled."""
    with Bench("e2e-kill") as bench:
        data = bench.folder / "cut"
        sent = cut.window(NEZHA, data, *WINDOW)
        server = bench.serve()
        _, port, gateway = bench.gateway()
        began = time.monotonic()
        sender = bench.replay(data, port, "--speed", SPEED, "--now")
        for share in (0.3, 0.6):
            until(
                f"{share:.0%} have arrived",
                lambda: sum(server.accepted().values()) >= share * sum(sent.values()),
                300,
                0.05,
                [server, gateway],
            )
            server.kill()
            say(f"killed after {time.monotonic() - began:.0f} s with {share:.0%} accepted")
            time.sleep(1)
            server = bench.serve()
            say(f"ready again after {server.start_seconds:.1f} s, {sum(server.accepted().values())} accepted")
        check(sender.wait(600) == 0, "replay ends well")
        arrive(server, sent, [server, gateway])
        twice = server.total("faultlore_ingest_items_total", outcome="duplicate")
        say(f"{twice:.0f} items were sent twice and recognised")
        time.sleep(3)
        cases = server.cases()
        check(len({c["id"] for c in cases}) == len(cases), f"the ids of {len(cases)} cases differ")
        doubled = [(a["id"], b["id"]) for a in cases for b in cases if a["id"] < b["id"] and overlap(a, b)]
        check(not doubled, f"no two cases tell of one failure {doubled or ''}")
        check(cases, f"cases: {[(c['subject'], c['summary'][:1]) for c in cases][:3]}")


def scraped(server):
    """promtool finds nothing to say of our metrics."""
    ours = [line for line in get(f"{server.url}/metrics").splitlines() if "faultlore_" in line]
    done = subprocess.run(
        ["promtool", "check", "metrics"], input="\n".join(ours) + "\n", capture_output=True, text=True
    )
    check(done.returncode == 0, f"promtool takes {len(ours)} lines of metrics {done.stderr + done.stdout}")


def shown(prometheus):
    """Every query of the dashboard is answered; those on services have something to show."""
    found = {q: len(prometheus.query(q)) for q in queries.of([ROOT / "grafana-dashboards/faultlore-overview.json"])}
    empty = [q for q, n in found.items() if not n and "agent" not in q and "ALERTS" not in q]
    # Cases may be over by now.
    empty = [q for q in empty if "faultlore_case_" not in q and "transitions" not in q]
    check(not empty, f"{sum(1 for n in found.values() if n)} of {len(found)} queries of the dashboard show something {empty or ''}")


def right_services(prometheus, expr, label, culprits):
    """Values by service, once one of the culprits is among them."""
    found = {labels[label]: value for labels, value in prometheus.query(expr)}
    return found if culprits & set(found) else None


def overlap(a, b):
    return a["subject"] == b["subject"] and a["kind"] == b["kind"] and (
        int(a["start_unix_nano"]) < int(b["end_unix_nano"]) and int(b["start_unix_nano"]) < int(a["end_unix_nano"])
    )


def arrive(server, sent, parts):
    """Waits until everything was accepted, then a little for what would be too much."""
    wanted = {s: n for s, n in sent.items() if n}
    try:
        until("everything is accepted", lambda: covers(server.accepted(), wanted), 180, 0.5, parts)
    except Failed as e:
        raise Failed(f"{e}\naccepted {server.accepted()}, sent {sent}") from e
    time.sleep(1)
    got = {s: n for s, n in server.accepted().items() if s in wanted}
    check(got == wanted, f"accepted = sent: {got}")


def covers(got, wanted):
    return all(got[s] >= n for s, n in wanted.items())


def replay(bench, data, port):
    sender = bench.replay(data, port, "--speed", "max")
    code = sender.wait(300)
    if code:
        raise Failed(sender.tail())


def split(source, before, roots, wanted, held_back):
    """The runs' lines without, and only, the root spans of those held back; spans in each."""
    first, second = [], []
    for line in cut.lines(source, "traces"):
        if wanted & set(cut.TRACE.findall(line)):
            (second if is_root_of(json.loads(line), held_back) else first).append(line)
    return cut.write(before, "traces", first), cut.write(roots, "traces", second)


def is_root_of(request, held_back):
    spans = [s for r in request["resourceSpans"] for scope in r["scopeSpans"] for s in scope["spans"]]
    return any(s["traceId"] in held_back and not s.get("parentSpanId") for s in spans)


def labels(folder, kind):
    rows = map(json.loads, (pathlib.Path(folder) / "labels.jsonl").read_text().splitlines())
    return [row for row in rows if row["kind"] == kind]


if __name__ == "__main__":
    main({"services": services, "agents": agents, "kill": kill})
