"""No answered write is lost: under `kill -9`, and when eight write the same facilities while eight read."""

from __future__ import annotations

import json
import os
import random
import threading
import time
from functools import partial

import endurance
from endurance import Client, Tally
from fuwang import Registry, Server

WRITERS = READERS = 8
# How many writes are answered in all while the server is killed, and of the eight that count together.
WRITES = int(os.environ.get("FUWANG_WRITES", "10000"))


def check(tally: Tally) -> None:
    assert not tally.bodies, tally.bodies[:3]
    assert all(status in (200, 204, 412) for status in tally.statuses), tally.statuses


def journaled(registry: Registry, identifier: str) -> list[int]:
    """The capacities that a facility was given after its first, in order, as its history has them."""
    history = json.loads(registry.run("history", identifier, "--format", "json"))
    fields = [
        one for record in history["records"] for change in record["changes"] for one in change["fields"]
    ]
    return sorted(int(one["after"]) for one in fields if one["column"] == "capacity" and one["before"] is not None)


def test_a_killed_server_has_every_write_that_it_answered(own_registry: Registry) -> None:
    token = own_registry.token("city-editor")
    chance = random.Random(1)
    written, kills = 0, 0
    with Server(own_registry) as server:
        client = Client(server.port, token)
        own = [endurance.create(client, f"示例敬老院{number}") for number in range(WRITERS)]
        client.close()
        while written < WRITES:
            tallies = [Tally() for _ in own]
            stop = threading.Event()
            reader = Tally()
            threads = endurance.together(
                [
                    partial(endurance.count_up, Client(server.port, token), identifier, tally, stop)
                    for identifier, tally in zip(own, tallies, strict=True)
                ]
                + [partial(endurance.look, Client(server.port), reader, stop) for _ in range(READERS)]
            )
            time.sleep(chance.uniform(0.5, 4))
            server.kill()
            kills += 1
            stop.set()
            for thread in threads:
                thread.join(timeout=60)
                assert not thread.is_alive()
            server.start()
            for identifier, tally in zip(own, tallies, strict=True):
                check(tally)
                there = server.get(endurance.item(identifier)).json["properties"]["capacity"]
                allowed = {tally.confirmed[identifier], *tally.unanswered.values()}
                assert there in allowed, f"{identifier} has {there} and not one of {sorted(allowed)}"
                # Whole or not at all: the journal has as many changes as the facility was counted up.
                assert journaled(own_registry, identifier) == list(range(1, there + 1))
            round_writes = sum(tally.writes for tally in tallies)
            assert round_writes > 0
            written += round_writes
            check(reader)
    # It is checked, page by page, while it is copied.
    own_registry.run("backup", str(own_registry.path.with_name("backup.sqlite")))
    print(f"{written} writes, {kills} kills")


def test_eight_writers_and_eight_readers_lose_nothing(own_registry: Registry) -> None:
    token = own_registry.token("city-editor")
    times = max(1, WRITES // 10 // WRITERS)
    with Server(own_registry) as server:
        client = Client(server.port, token)
        shared = [endurance.create(client, f"示例敬老院{number}") for number in range(4)]
        stop = threading.Event()
        tallies = [Tally() for _ in range(WRITERS)]
        readers = [Tally() for _ in range(READERS)]
        reading = endurance.together(
            [partial(endurance.look, Client(server.port), tally, stop) for tally in readers]
        )
        writing = endurance.together(
            [
                partial(endurance.increment, Client(server.port, token), shared, times, tally, seed)
                for seed, tally in enumerate(tallies)
            ]
        )
        for thread in writing:
            thread.join(timeout=600)
        stop.set()
        for thread in reading:
            thread.join(timeout=60)
        for tally in tallies + readers:
            check(tally)
        assert sum(tally.increments for tally in tallies) == WRITERS * times
        values = [server.get(endurance.item(one)).json["properties"]["capacity"] for one in shared]
        assert sum(values) == WRITERS * times
        assert all(tally.reads > 0 for tally in readers)
        assert "database is locked" not in server.messages()
