"""Takes README's pictures from a running demo: tools/screenshots.py ADDRESS FOLDER.

tools/pictures.py says which. Needs chromium on PATH.
"""

import base64
import contextlib
import itertools
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

import websocket
from pictures import PICTURES


class Browser:
    """A headless Chromium with one tab, driven over its debugging port."""

    def __init__(self, base, size):
        self.base, self.ids = base, itertools.count(1)
        self.folder = tempfile.mkdtemp()
        options = (
            "--headless --no-sandbox --disable-gpu --no-first-run --hide-scrollbars"
        )
        options += " --disable-background-networking --remote-allow-origins=*"
        options += f" --remote-debugging-port=0 --user-data-dir={self.folder}"
        self.process = subprocess.Popen(
            ["chromium", *options.split(), "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.socket = websocket.create_connection(self._tab(), timeout=60)
        width, height, mobile = size
        self.send("Page.enable")
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2 if mobile else 1,
            mobile=mobile,
        )
        self.send("Emulation.setTouchEmulationEnabled", enabled=mobile)
        # where the people of the demo live
        self.send("Emulation.setTimezoneOverride", timezoneId="Asia/Shanghai")

    def _tab(self):
        port_file = pathlib.Path(self.folder, "DevToolsActivePort")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        for _try in range(100):
            with contextlib.suppress(OSError, IndexError, ValueError):
                port = port_file.read_text().split()[0]
                tabs = json.load(opener.open(f"http://127.0.0.1:{port}/json"))
                return next(t for t in tabs if t["type"] == "page")[
                    "webSocketDebuggerUrl"
                ]
            time.sleep(0.2)
        raise SystemExit("Chromium did not start")

    def send(self, method, **params):
        """Call one method of the protocol and return its answer."""
        number = next(self.ids)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                return answer.get("result", {})

    def run(self, script):
        """Return the value of a script in the page."""
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True)
        return answer.get("result", {}).get("value")

    def wait(self, selector, seconds=45):
        """Wait until something is there."""
        for _try in range(seconds * 5):
            if self.run(f"!!document.querySelector({json.dumps(selector)})"):
                return
            time.sleep(0.2)
        raise SystemExit(f"nothing matches {selector}")

    def open(self, page, selector):
        """Open a page and wait for something on it."""
        self.send("Page.navigate", url=self.base + page)
        time.sleep(0.5)
        self.wait(selector)

    def click(self, selector, text=""):
        """Click the first match that shows the text."""
        self.wait(selector)
        self.run(f"{_element(selector, text)}.click()")

    def drag(self, selector, text, target, target_text):
        """Drag a match onto another, and hold it there."""
        self.wait(selector)
        start, end = self._middle(selector, text), self._middle(target, target_text)
        self._mouse("mousePressed", start, clickCount=1)
        for part in (0.2, 0.6, 1):
            self._mouse(
                "mouseMoved",
                [a + (b - a) * part for a, b in zip(start, end, strict=True)],
            )
            time.sleep(0.3)

    def _middle(self, selector, text):
        return self.run(
            f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])"
            f"({_element(selector, text)}.getBoundingClientRect())"
        )

    def _mouse(self, kind, place, **params):
        x, y = place
        self.send(
            "Input.dispatchMouseEvent",
            type=kind,
            x=x,
            y=y,
            button="left",
            buttons=1,
            **params,
        )

    def step(self, step):
        """Take one step of a picture."""
        if isinstance(step, str):
            self.click(step)
        elif len(step) == 2:
            self.click(*step)
        else:
            self.drag(*step)
        time.sleep(1)

    def login(self, login):
        """Sign in with the password of the demo."""
        self.open("/web/login", "form.oe_login_form")
        self.run(
            f"document.querySelector('input[name=login]').value = {json.dumps(login)};"
            "document.querySelector('input[name=password]').value = 'demo';"
            "document.querySelector('form.oe_login_form').submit()"
        )
        time.sleep(1)
        self.wait(".o_web_client .o_main_navbar, .o_web_client header")

    def picture(self, path):
        """Save what is visible."""
        data = self.send("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))

    def close(self):
        """End Chromium and remove its profile."""
        self.send("Browser.close")
        self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)


def _element(selector, text):
    return (
        f"[...document.querySelectorAll({json.dumps(selector)})]"
        f".find((one) => one.textContent.includes({json.dumps(text)}))"
    )


def main(base, folder, *names):
    """Take the pictures, or those that are named."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or PICTURES:
        picture = PICTURES[name]
        with contextlib.closing(Browser(base, picture.size)) as browser:
            browser.login(picture.login)
            browser.open(picture.page, ".o_action_manager > *")
            for step in picture.steps:
                browser.step(step)
            browser.wait(picture.wanted)
            time.sleep(2)
            browser.picture(folder / f"{name}.png")
        sys.stdout.write(f"{folder / name}.png\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
