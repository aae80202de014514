"""Chromium, driven over its DevTools socket."""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import os
import re
import resource
import shutil
import subprocess
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import websocket

from .options import INCH, Paper

START = 30  # seconds
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-breakpad",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
]


def base_url(html: bytes) -> str:
    """Return the address that relative links in ``html`` belong to."""
    match = re.search(rb'<base\s[^>]*href="([^"]+)"', html)
    return match[1].decode() if match else "http://127.0.0.1/"


def _program() -> str:
    names = os.environ.get("CHROMIUM", "chromium"), "google-chrome", "chromium-browser"
    found = [path for path in map(shutil.which, names) if path]
    if not found:
        raise RuntimeError("no chromium on PATH")
    return found[0]


class Chromium:
    """A browser with one page. It opens no local file: only what ``load`` hands it."""

    def __init__(self, directory: str):
        # Odoo limits its own address space; Chromium reserves far more than it uses
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        self.process = subprocess.Popen(
            [_program(), *ARGUMENTS, f"--user-data-dir={directory}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.identifiers = itertools.count(1)
        self.loaded = False
        self.pages: dict[str, bytes] = {}
        try:
            self.socket = self._connect(Path(directory, "DevToolsActivePort"))
            self.call("Page.enable")
            self.call("Fetch.enable", patterns=[{"urlPattern": "*"}])
        except BaseException:
            self.process.kill()
            raise

    def _connect(self, port_file: Path) -> websocket.WebSocket:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        end = time.monotonic() + START
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(OSError, IndexError, StopIteration):
                port = port_file.read_text().split()[0]
                with opener.open(f"http://127.0.0.1:{port}/json") as answer:
                    targets = json.load(answer)
                page = next(target for target in targets if target["type"] == "page")
                return websocket.create_connection(
                    page["webSocketDebuggerUrl"], suppress_origin=True, timeout=120
                )
            time.sleep(0.02)
        raise RuntimeError("chromium did not start")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Return the browser's answer to ``method``."""
        identifier = self._send(method, params)
        while True:
            message = self._receive()
            if message.get("id") == identifier:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]

    def _send(self, method: str, params: dict[str, Any]) -> int:
        identifier = next(self.identifiers)
        message = {"id": identifier, "method": method, "params": params}
        self.socket.send(json.dumps(message))
        return identifier

    def _receive(self) -> dict[str, Any]:
        message = json.loads(self.socket.recv())
        if message.get("method") == "Fetch.requestPaused":
            self._answer_request(message["params"])
        elif message.get("method") == "Page.loadEventFired":
            self.loaded = True
        return message

    def _answer_request(self, request: dict[str, Any]) -> None:
        url, identifier = request["request"]["url"], {"requestId": request["requestId"]}
        if url in self.pages:
            heading = {"name": "Content-Type", "value": "text/html; charset=utf-8"}
            answer = {
                "responseCode": 200,
                "responseHeaders": [heading],
                "body": base64.b64encode(self.pages[url]).decode(),
            }
            self._send("Fetch.fulfillRequest", {**identifier, **answer})
        elif url.startswith(("http:", "https:", "data:")):
            self._send("Fetch.continueRequest", identifier)
        else:  # a local file
            reason = {"errorReason": "AccessDenied"}
            self._send("Fetch.failRequest", {**identifier, **reason})

    def load(self, path: str, name: str, patience: float) -> None:
        """Show a file as a page of its base address, as if that server had sent it."""
        html = Path(path).read_bytes()
        url = urllib.parse.urljoin(base_url(html), f"/__report__/{name}.html")
        self.pages[url] = html
        self.loaded = False
        self.call("Page.navigate", url=url)
        end = time.monotonic() + patience
        self.socket.settimeout(1)
        while not self.loaded and time.monotonic() < end:
            with contextlib.suppress(websocket.WebSocketTimeoutException):
                self._receive()
        self.socket.settimeout(120)
        self.run("document.fonts.ready.then(() => true)")

    def run(self, script: str) -> Any:
        """Return what ``script`` gives in the page."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True)
        return answer["result"].get("value")

    def set_cookie(self, **cookie: Any) -> None:
        """Send a cookie along with the requests it is for."""
        self.call("Network.setCookie", **cookie)

    def pdf(self, paper: Paper, scale: float) -> bytes:
        """Return the page as it is printed on ``paper``."""
        answer = self.call(
            "Page.printToPDF",
            paperWidth=paper.width / INCH,
            paperHeight=paper.height / INCH,
            marginTop=paper.top / INCH,
            marginRight=paper.right / INCH,
            marginBottom=paper.bottom / INCH,
            marginLeft=paper.left / INCH,
            printBackground=True,
            preferCSSPageSize=False,
            scale=scale,
        )
        return base64.b64decode(answer["data"])

    def close(self) -> None:
        """End the browser."""
        with contextlib.suppress(Exception):
            self.call("Browser.close")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.process.kill()
