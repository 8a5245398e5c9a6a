#!/usr/bin/env python3
"""Bad input and bad surroundings: each gets a clear line or the specified answer, and nothing that
was acknowledged is lost."""
import gzip
import http.client
import json
import os
import socket
import subprocess
import time

from real import FAULTLORE, Bench, Part, check, get, main, say, until

PROTO, JSON = "application/x-protobuf", "application/json"
NOW = time.time_ns()


def span_request(name, n=1, size=0):
    """An OTLP/JSON request with n spans."""
    spans = [
        {
            "traceId": os.urandom(16).hex(),
            "spanId": os.urandom(8).hex(),
            "name": name,
            "kind": 2,
            "startTimeUnixNano": str(NOW),
            "endTimeUnixNano": str(NOW + 1000),
            "attributes": [{"key": "pad", "value": {"stringValue": "x" * size}}],
        }
        for _ in range(n)
    ]
    service = [{"key": "service.name", "value": {"stringValue": "bad-input"}}]
    return json.dumps(
        {"resourceSpans": [{"resource": {"attributes": service}, "scopeSpans": [{"scope": {}, "spans": spans}]}]}
    ).encode()


def post(port, path, body, kind, headers=None):
    """Status and body; a server that answers before the end of a large body is heard."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        try:
            connection.request("POST", path, body, {"Content-Type": kind, **(headers or {})})
        except (BrokenPipeError, ConnectionResetError):
            pass
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def requests():
    with Bench("bad") as bench:
        server = bench.serve()
        port = server.http
        status, body = post(port, "/v1/traces", span_request("good"), JSON)
        check(status == 200, f"a good request is taken: {status}")
        # A resource_spans field that promises more bytes than there are.
        status, body = post(port, "/v1/traces", b"\x0a\x7f\x01", PROTO)
        check(status == 400 and len(body) > 0, f"truncated protobuf: {status}, a Status of {len(body)} bytes")
        status, body = post(port, "/v1/traces", span_request("cut")[:-20], JSON)
        check(status == 400 and b"message" in body, f"truncated JSON: {status} {body[:120]!r}")
        status, body = post(port, "/v1/traces", b'{"resourceSpans": 7}', JSON)
        check(status == 400 and b"message" in body, f"wrong JSON: {status} {body[:120]!r}")
        status, _ = post(port, "/v1/traces", b"a,b,c", "text/csv")
        check(status == 415, f"unknown content type: {status}")
        status, _ = post(port, "/v1/traces", span_request("big", 1, 65 << 20), JSON)
        check(status == 413, f"65 MiB: {status}")
        status, _ = post(port, "/v1/traces", gzip.compress(b" " * (65 << 20)), JSON, {"Content-Encoding": "gzip"})
        check(status == 413, f"65 MiB after decompression: {status}")
        status, _ = post(port, "/v1/traces", b"no gzip", JSON, {"Content-Encoding": "gzip"})
        check(status == 400, f"broken gzip: {status}")
        status, _ = post(port, "/v1/nothing", b"", JSON)
        check(status == 404, f"unknown path: {status}")
        cut_off(port)
        status, _ = post(port, "/v1/traces", span_request("good again"), JSON)
        check(status == 200, "it goes on as if nothing had been")
        check(server.accepted()["traces"] == 2, f"accepted = acknowledged: {server.accepted()}")
        rss, _ = server.usage()
        say(f"RSS {rss:.0f} MiB")


def cut_off(port):
    """A sender that dies in the middle of a body."""
    body = span_request("cut off")
    with socket.create_connection(("127.0.0.1", port)) as connection:
        head = f"POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: {JSON}\r\nContent-Length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode() + body[: len(body) // 2])


def files():
    with Bench("bad-files") as bench:
        empty = bench.folder / "empty"
        empty.mkdir()
        code, text = bench.run("analyze", empty)
        check(code == 2 and one_line(text), f"a directory without telemetry: {code} {last(text)}")
        broken = bench.folder / "broken"
        broken.mkdir()
        whole = gzip.compress(b"\n".join(span_request(f"s{i}", 50) for i in range(50)))
        (broken / "traces.jsonl.gz").write_bytes(whole[: len(whole) // 2])
        code, text = bench.run("analyze", broken)
        check(code == 2 and one_line(text), f"a truncated .gz: {code} {last(text)}")
        code, text = bench.run("analyze", bench.folder / "nothing")
        check(code == 2 and one_line(text), f"a path that is not there: {code} {last(text)}")
        code, text = bench.run("replay", empty, "--to", "http://127.0.0.1:1")
        check(code == 2 and one_line(text), f"replay of nothing: {code} {last(text)}")


def surroundings():
    with Bench("bad-surroundings") as bench:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", bench.http))
            taken.listen()
            code, text = refused(bench, bench.folder / "data")
            check(code not in (0, None) and str(bench.http) in text and one_line(text), f"port in use: {code} {last(text)}")
        file = bench.folder / "file"
        file.write_text("")
        code, text = refused(bench, file / "data")
        check(code not in (0, None) and one_line(text), f"unwritable data directory: {code} {last(text)}")
        code, text = refused(bench, bench.folder / "data", {"FAULTLORE_SERVER_GRPC_PRT": "1"})
        check(code not in (0, None) and one_line(text), f"unknown setting: {code} {last(text)}")


def refused(bench, data, env=None):
    log = bench.folder / "refused.log"
    log.unlink(missing_ok=True)
    part = bench.add(
        Part("faultlore", [FAULTLORE, "serve"], log, {"FAULTLORE_DATA": data, **bench.ports, **(env or {})}, bench.folder)
    )
    return part.wait(60), log.read_text(errors="replace")


def full_disk():
    """The data directory on a file system of 96 MiB, which is enlarged when it was full."""
    if os.geteuid() != 0:
        say("LEFT OUT: a small file system can only be mounted by root")
        return
    with Bench("full-disk") as bench:
        data = bench.folder / "data"
        data.mkdir()
        mount("-t", "tmpfs", "-o", "size=96m", "tmpfs", data)
        try:
            fill(bench, data)
        finally:
            for part in bench.parts:
                part.kill()
            subprocess.run(["umount", data], check=True)


def fill(bench, data):
    server = bench.serve()
    acknowledged, refused_with = 0, None
    for _ in range(400):
        status, _ = post(server.http, "/v1/traces", span_request("fill", 100, 5_000), JSON)
        if status == 200:
            acknowledged += 100
        else:
            refused_with = status
            break
    check(refused_with == 503, f"full disk: {refused_with} after {acknowledged} spans")
    time.sleep(2)
    check(not server.ended(), "the server stays alive")
    check(get(f"{server.url}/health"), "and healthy")
    mount("-o", "remount,size=512m", data)
    until(
        "it recovers by itself",
        lambda: post(server.http, "/v1/traces", span_request("room again"), JSON)[0] == 200,
        60,
        1,
        [server],
    )
    acknowledged += 1
    server.kill()
    again = bench.serve()
    check(again.accepted()["traces"] == acknowledged, f"accepted = acknowledged after a kill: {acknowledged}")


def mount(*arguments):
    subprocess.run(["mount", *arguments], check=True)


def last(text):
    return text.strip().splitlines()[-1]


def one_line(text):
    """One line for the user and no stack trace; what the JVM and libraries say at start aside."""
    lines = [line for line in text.splitlines() if line.startswith("faultlore: ")]
    return len(lines) == 1 and "\tat " not in text


if __name__ == "__main__":
    main({"requests": requests, "files": files, "surroundings": surroundings, "full disk": full_disk})
