"""Fuwang's program as scripts use it: a registry, and a server in front of one."""

from __future__ import annotations

import json
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Registry:
    program: Path
    path: Path

    def run(self, *words: str) -> str:
        """What a command prints; an error says what it complained of."""
        done = subprocess.run(
            [self.program, "--registry", self.path, *words], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"fuwang {' '.join(words)} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def token(self, role: str) -> str:
        """A new token for a role that is tied to no division."""
        words = self.run("token", "create", "--role", role, "--name", "a script").split()
        return words[-1]


@dataclass
class Answer:
    status: int
    headers: Any
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Server:
    """`fuwang serve` on a free port of this machine, from `with` to its end."""

    def __init__(self, registry: Registry) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.registry = registry
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = tempfile.TemporaryFile("w+")
        self.process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.log.close()

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        words = ["--registry", self.registry.path, "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [self.registry.program, *words], stdout=self.log, stderr=self.log, text=True
        )
        end = time.monotonic() + 30
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if self.get("/health").status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        self.kill()
        raise RuntimeError(f"the server did not answer: {self.messages()}")

    def stop(self) -> None:
        """Asks it to end, and waits."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """Ends it between two instructions, as a loss of power would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def messages(self) -> str:
        """What it has written to its log."""
        self.log.seek(0)
        return self.log.read()

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """What a path, or a whole address of the server, answers; an error is an answer, too."""
        address = path if path.startswith("http") else self.url + path
        try:
            with urllib.request.urlopen(urllib.request.Request(address, headers=headers or {})) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def matched(self, collection: str) -> int:
        """How many features a collection says that it has."""
        return self.get(f"/collections/{collection}/items?limit=1").json["numberMatched"]

    def collections(self) -> list[str]:
        return [entry["id"] for entry in self.get("/collections").json["collections"]]
