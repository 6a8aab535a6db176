"""Writers and readers of one server at once, over the contract of OGC API - Features, Part 4.

Each writer is a thread with a connection of its own and waits for every answer, as a county's program would.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PATCH = {"Content-Type": "application/merge-patch+json"}
FEATURE = {"Content-Type": "application/geo+json"}


@dataclass
class Tally:
    """What was answered, by status; and what was written under an answer 2xx."""

    statuses: dict[int, int] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)
    # Of every facility the value that was last confirmed, and what was asked without an answer afterwards.
    confirmed: dict[str, int] = field(default_factory=dict)
    unanswered: dict[str, int] = field(default_factory=dict)
    increments: int = 0
    reads: int = 0

    @property
    def writes(self) -> int:
        return sum(count for status, count in self.statuses.items() if 200 <= status < 300)

    def count(self, status: int, body: bytes) -> None:
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status >= 500:
            self.bodies.append(body.decode(errors="replace"))


class Client:
    """A connection that is kept, as a program with a pool keeps it."""

    def __init__(self, port: int, token: str | None = None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any, bytes]:
        """Status, headers and body; an `OSError` or `HTTPException` where no answer came."""
        text = None if body is None else json.dumps(body).encode()
        self.connection.request(method, path, text, {**self.headers, **(headers or {})})
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def close(self) -> None:
        self.connection.close()


def item(identifier: str) -> str:
    return f"/collections/facilities/items/{identifier}"


def facility(name: str, capacity: int) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [114.019391, 32.993644]},
        "properties": {
            "kind": "nursing-home", "name": name, "division": "411702001006", "status": "planned",
            "capacity": capacity,
        },
    }


def create(client: Client, name: str, capacity: int = 0) -> str:
    """A new facility's id."""
    status, headers, body = client.ask("POST", "/collections/facilities/items", facility(name, capacity), FEATURE)
    if status != 201:
        raise RuntimeError(f"{status}: {body.decode(errors='replace')}")
    return headers["Location"].rsplit("/", 1)[1]


def count_up(client: Client, identifier: str, tally: Tally, stop: threading.Event) -> None:
    """Writes 1, 2, 3… into a facility of the writer's own, and remembers what was confirmed."""
    _, headers, body = client.ask("GET", item(identifier))
    tag, value = headers["ETag"], json.loads(body)["properties"]["capacity"]
    tally.confirmed[identifier] = value
    while not stop.is_set():
        value += 1
        tally.unanswered[identifier] = value
        change = {"properties": {"capacity": value}}
        status, headers, body = client.ask("PATCH", item(identifier), change, {**PATCH, "If-Match": tag})
        tally.count(status, body)
        del tally.unanswered[identifier]
        if not 200 <= status < 300:
            return
        tally.confirmed[identifier] = value
        tag = headers["ETag"]


def increment(client: Client, identifiers: list[str], times: int, tally: Tally, seed: int) -> None:
    """Adds one to facilities that others write, too: reads, and writes if it is still what was read."""
    chance = random.Random(seed)
    for _ in range(times):
        identifier = chance.choice(identifiers)
        while True:
            _, headers, body = client.ask("GET", item(identifier))
            value = json.loads(body)["properties"]["capacity"]
            status, _, body = client.ask(
                "PATCH", item(identifier), {"properties": {"capacity": value + 1}},
                {**PATCH, "If-Match": headers["ETag"]},
            )
            tally.count(status, body)
            if 200 <= status < 300:
                tally.increments += 1
                break
            if status != 412:
                return


def look(client: Client, tally: Tally, stop: threading.Event) -> None:
    """Reads pages until it is told to stop."""
    while not stop.is_set():
        status, _, body = client.ask("GET", "/collections/facilities/items?limit=100&kind=nursing-home")
        tally.reads += 1
        if status != 200:
            tally.count(status, body)
            return


def together(bodies: list[Callable[[], None]]) -> list[threading.Thread]:
    """Starts threads; one whose server is gone ends without a word."""

    def quietly(body: Callable[[], None]) -> None:
        try:
            body()
        except (OSError, http.client.HTTPException):
            pass

    threads = [threading.Thread(target=quietly, args=(body,), daemon=True) for body in bodies]
    for thread in threads:
        thread.start()
    return threads
