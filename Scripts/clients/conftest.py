"""What the clients work on: registries with the sample, and servers in front of them."""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuwang import Registry, Server


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The sample, which nobody writes to."""
    registry = Registry(Path(os.environ["FUWANG"]), tmp_path_factory.mktemp("registry") / "sample.sqlite")
    registry.run("demo")
    return registry


@pytest.fixture(scope="session")
def server(registry: Registry) -> Iterator[Server]:
    with Server(registry) as server:
        yield server


@pytest.fixture
def own_registry(registry: Registry, tmp_path: Path) -> Registry:
    """The sample, of this test alone."""
    shutil.copy(registry.path, tmp_path / "own.sqlite")
    return Registry(registry.program, tmp_path / "own.sqlite")


@pytest.fixture(scope="session")
def facilities(registry: Registry) -> list[dict[str, str]]:
    """The facilities as the command line exports them."""
    return list(csv.DictReader(io.StringIO(registry.run("export", "facilities"))))


@pytest.fixture(scope="session")
def divisions(registry: Registry) -> list[dict[str, str]]:
    """The divisions as the command line exports them."""
    return list(csv.DictReader(io.StringIO(registry.run("export", "divisions"))))
