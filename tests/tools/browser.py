"""Chromium without a screen, driven over a pipe by the DevTools protocol; nothing but the standard library."""

import base64
import json
import os
import pathlib
import select
import shutil
import socketserver
import subprocess
import tempfile
import threading
import time
import unittest

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


class CountingProxy:
    """What would go to a network comes here, and goes nowhere."""

    def __init__(self):
        seen = self.seen = []

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                seen.append(self.rfile.readline(4096).decode("latin-1").strip())

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Browser:
    """One browser; pages of it one after the other."""

    def __init__(self):
        program = next((path for path in map(shutil.which, PROGRAMS) if path), None)
        if program is None:
            raise unittest.SkipTest("SKIPPED: no chromium")
        self.proxy = CountingProxy()
        self.profile = tempfile.mkdtemp(prefix="restante-browser-")
        to_browser, self.out = os.pipe()
        self.into, from_browser = os.pipe()
        flags = ["--headless=new", "--remote-debugging-pipe", f"--user-data-dir={self.profile}", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu",
                 "--disable-dev-shm-usage", "--disable-default-apps", "--no-default-browser-check", "--disable-extensions",
                 f"--proxy-server=http://127.0.0.1:{self.proxy.port}", "--proxy-bypass-list=<-loopback>"]
        if os.geteuid() == 0:
            flags.append("--no-sandbox")  # which it cannot have as root

        def take_pipes():
            # It reads from 3 and writes to 4, which may be ends of other pipes here.
            first, second = above(to_browser), above(from_browser)
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen([program, *flags, "about:blank"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, close_fds=False, preexec_fn=take_pipes)
        os.close(to_browser)
        os.close(from_browser)
        self.number = 0
        self.rest = b""
        self.events = []
        self.asked = {}  # URLs that pages and frames asked for, by request

    @property
    def requests(self):
        return list(self.asked.values())

    def close(self):
        try:
            self.call("Browser.close")
            self.process.wait(10)
        except (OSError, TimeoutError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.out)
        os.close(self.into)
        self.proxy.close()
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method, session=None, wait=True, **parameters):
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.out, data):]
        deadline = time.monotonic() + 60
        while wait:
            for answer in self.read(deadline):
                if answer.get("id") == number:
                    if "error" in answer:
                        raise RuntimeError(f"{method}: {answer['error']}")
                    return answer["result"]
        return None

    def read(self, deadline):
        """At least one message, the events among them dealt with."""
        ready, _, _ = select.select([self.into], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError("the browser does not answer")
        data = os.read(self.into, 1 << 20)
        if not data:
            raise TimeoutError("the browser is gone")
        *whole, self.rest = (self.rest + data).split(b"\0")
        messages = [json.loads(one) for one in whole]
        for message in messages:
            if message.get("method") == "Network.requestWillBeSent":
                self.asked[message["params"]["requestId"]] = message["params"]["request"]["url"]
            elif message.get("method") == "Network.loadingFailed" and message["params"].get("blockedReason") == "csp":
                self.asked.pop(message["params"]["requestId"], None)  # it never left the page
            elif message.get("method") == "Target.attachedToTarget":
                self.watch(message["params"]["sessionId"])
        return messages

    def watch(self, session):
        """Frames in processes of their own wait until somebody listens."""
        self.call("Network.enable", session, wait=False)
        self.call("Target.setAutoAttach", session, wait=False, autoAttach=True, waitForDebuggerOnStart=True, flatten=True)
        self.call("Runtime.runIfWaitingForDebugger", session, wait=False)

    def open(self, path, width=1200, height=800, dark=False, fragment=""):
        """A page of its own, loaded."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        page = Page(self, target, self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        self.watch(page.session)
        page.call("Page.enable")
        page.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        page.call("Page.navigate", url=pathlib.Path(path).resolve().as_uri() + fragment)
        page.wait("document.readyState === 'complete' && location.href !== 'about:blank'")
        return page


def above(number):
    """The same file under a number beyond 4."""
    while number <= 4:
        number = os.dup(number)
    return number


class Page:
    def __init__(self, browser, target, session):
        self.browser, self.target, self.session = browser, target, session

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def close(self):
        self.browser.call("Target.closeTarget", targetId=self.target)

    def value(self, expression):
        """What an expression comes to in the page."""
        done = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in done:
            raise RuntimeError(f"{expression}: {done['exceptionDetails']}")
        return done["result"].get("value")

    def wait(self, expression, seconds=30):
        deadline = time.monotonic() + seconds
        while not self.value(expression):
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited in vain for {expression}")
            time.sleep(0.02)

    def press(self, key):
        """A key, as a keyboard sends it."""
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def type(self, text):
        for letter in text:
            self.press(letter)

    def click(self, selector):
        x, y = self.value(f"(() => {{ const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect(); "
                          "return [b.x + b.width / 2, b.y + b.height / 2]; })()")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def picture(self, path):
        """A screenshot, for people."""
        pathlib.Path(path).write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))
