"""The lab in a crowd: fifty hands on sliders at once, and visitors who ask for too much, while others go on.

Usage: crowd.py LINCHPIN
"""

import contextlib
import http.client
import json
import pathlib
import resource
import socket
import subprocess
import sys
import threading
import time

CLIENTS = 50
MOVES = 6
CONNECTIONS = 10_000
# Generous for a loaded machine of two cores; a client that waits longer was forgotten.
MOST_WAIT_S = 30.0
MOST_MEMORY_MIB = 1500


def expect(holds, what):
    if not holds:
        sys.exit(f"crowd: {what}")


class Lab:
    def __init__(self, program):
        self.process = subprocess.Popen(
            [program, "lab", "--port", "0", "--no-open"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.link = self.process.stdout.readline().strip().rstrip("/")
        self.host = self.link.removeprefix("http://")

    def connect(self):
        return http.client.HTTPConnection(self.host, timeout=60)

    def memory_mib(self):
        """The most memory it ever held."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return 0.0


def setting(push, futures=(256, 4096)):
    strategies = [
        {"id": "A", "policy": "declared_2026", "set": {"opcon_push": push}},
        {"id": "B", "policy": "us_led", "set": {}},
    ]
    return {"model": "korea-2026", "seed": 42, "ladder": list(futures), "strategies": strategies}


def ask(lab, body, headers=()):
    connection = lab.connect()
    with contextlib.closing(connection):
        connection.request("POST", "/api/compare", json.dumps(body), {"Content-Type": "application/json", **dict(headers)})
        reply = connection.getresponse()
        return reply.status, reply.read().decode()


def sliders(lab):
    """Every client moves, closes what it no longer wants, and reads the first answer of its last move."""
    waits, faults = [], []

    def hand(at):
        try:
            for move in range(MOVES):
                connection = lab.connect()
                begun = time.monotonic()
                push = 0.2 + 0.01 * ((at * 7 + move * 13) % 100)
                connection.request("POST", "/api/compare", json.dumps(setting(push)), {"Content-Type": "application/json"})
                reply = connection.getresponse()
                if reply.status == 503 and move < MOVES - 1:
                    connection.close()
                    continue
                expect(reply.status == 200, f"a client got {reply.status}")
                if move == MOVES - 1:
                    while True:
                        line = reply.readline().decode()
                        expect(line, "a stream ended without an answer")
                        if line.startswith("event: answer"):
                            waits.append(time.monotonic() - begun)
                            break
                        expect(not line.startswith("event: refusal"), "a client was refused")
                else:
                    time.sleep(0.02)
                reply.close()
                connection.close()
        except BaseException as fault:  # noqa: BLE001 - told below, in the thread that started this one
            faults.append(repr(fault))

    threads = [threading.Thread(target=hand, args=(at,)) for at in range(CLIENTS)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    expect(not faults, f"{len(faults)} clients failed, the first with {faults[:1]}")
    waits.sort()
    expect(len(waits) == CLIENTS and waits[-1] < MOST_WAIT_S, f"the last of {len(waits)} clients waited {waits[-1]:.1f} s")
    print(f"{CLIENTS} clients, {MOVES} moves each: first answers after {waits[len(waits) // 2]:.1f} s at the median, {waits[-1]:.1f} s at most")


def too_much(lab):
    status, text = ask(lab, setting(1.0, (1_000_000_000,)))
    expect(status == 422 and "more than a page may ask for" in text, f"a billion futures: {status} {text[:200]}")
    connection = socket.create_connection(lab.host.split(":"))
    head = f"POST /api/compare HTTP/1.1\r\nHost: {lab.host}\r\nContent-Type: application/json\r\nContent-Length: {100 << 20}\r\n\r\n"
    connection.sendall(head.encode())
    with contextlib.suppress(OSError):
        for _ in range(100):
            connection.sendall(b" " * (1 << 20))
    connection.close()
    reply = raw(lab, head)
    expect(" 413 " in reply and "64 KiB" in reply, f"a body of 100 MB: {reply[:200]}")
    expect(" 403 " in raw(lab, "GET /api/models HTTP/1.1\r\nHost: evil.example\r\n\r\n"), "a wrong Host comes in")
    expect(
        " 403 " in raw(lab, f"GET /api/models HTTP/1.1\r\nHost: {lab.host}\r\nOrigin: http://evil.example\r\n\r\n"),
        "a wrong Origin comes in",
    )
    print("a billion futures, 100 MB, a wrong Host, a wrong Origin: turned away in words")


def raw(lab, head):
    with socket.create_connection(lab.host.split(":"), timeout=10) as connection:
        connection.sendall(head.encode())
        return connection.recv(4096).decode()


def standing(lab):
    """Ten thousand who merely stand there, while one goes on asking."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(CONNECTIONS + 200, hard) if hard != resource.RLIM_INFINITY else CONNECTIONS + 200
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    held, slowest = [], 0.0
    try:
        for at in range(min(CONNECTIONS, wanted - 100)):
            held.append(socket.create_connection(lab.host.split(":"), timeout=10))
            if at % 1000 == 999:
                begun = time.monotonic()
                status, text = ask(lab, setting(1.0, (64,)))
                slowest = max(slowest, time.monotonic() - begun)
                expect(status == 200 and "event: answer" in text, f"with {at + 1} standing around: {status} {text[:200]}")
        print(f"{len(held)} connections held, the others answered within {slowest:.1f} s")
    finally:
        [connection.close() for connection in held]


def main():
    lab = Lab(sys.argv[1])
    try:
        too_much(lab)
        sliders(lab)
        standing(lab)
        too_much(lab)
        memory = lab.memory_mib()
        expect(memory < MOST_MEMORY_MIB, f"the lab held {memory:.0f} MiB")
        print(f"the lab held {memory:.0f} MiB at most")
    finally:
        lab.process.terminate()
        lab.process.wait()


if __name__ == "__main__":
    main()
