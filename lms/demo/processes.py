"""The processes of the demonstration: web server, worker and beat, started and stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time

STOP_SECONDS = 10


class PortTaken(Exception):
    """Another program answers on the address."""


def check_free(host, port):
    """Raise PortTaken when somebody listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"{host}:{port}") from error


def start(commands, logs, **environment):
    """Start each ``{name: (arguments, environment)}`` in a session of its own, writing to ``logs/<name>.log``.

    ``environment`` is what all of them share.
    """
    logs.mkdir(parents=True, exist_ok=True)
    started = {}
    for name, (arguments, own) in commands.items():
        with (logs / f"{name}.log").open("a") as log:
            started[name] = subprocess.Popen(  # noqa: S603 - our own list
                [sys.executable, *arguments],
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env={**os.environ, **environment, **own},
            )
    return started


def wait_until_answers(host, port, process, seconds=60):
    """Whether the address answers before the time is over; False at once when the process ends."""
    for _ in range(seconds * 10):
        if process.poll() is not None:
            return False
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                return True
        time.sleep(0.1)
    return False


def wait_for_end(started):
    """Wait for Ctrl-C or for one of them to end by itself; returns its name then, else None."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while True:
            for name, process in started.items():
                if process.poll() is not None:
                    return name
            time.sleep(0.3)
    except KeyboardInterrupt:
        return None


def stop(started):
    """Ask each to end, then insist."""
    for process in started.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in started.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
