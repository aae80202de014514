"""Ports and waiting, for the shell scripts.

Usage: ports.py FIRST             print the first free port from FIRST on
       ports.py wait URL PROCESS  wait until URL answers; fail when PROCESS has ended
"""

import os
import socket
import sys
import time
import urllib.request

PATIENCE = 180  # seconds


def is_free(port: int) -> bool:
    """Say whether nobody listens on ``port`` of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def first_free(start: int) -> int:
    """Return a port that is free together with the websocket's (three above)."""
    if not start:  # any
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])
    candidates = range(start, 65000, 10)
    return next(port for port in candidates if is_free(port) and is_free(port + 3))


def answers(url: str, process: int) -> bool:
    """Wait for ``url``; return False when it is late or the server has died."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            opener.open(url, timeout=60).close()
        except OSError:
            try:
                os.kill(process, 0)
            except ProcessLookupError:
                return False
            time.sleep(0.2)
        else:
            return True
    return False


if __name__ == "__main__":
    if sys.argv[1:2] == ["wait"]:
        sys.exit(not answers(sys.argv[2], int(sys.argv[3])))
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(first_free(int(sys.argv[1])))
