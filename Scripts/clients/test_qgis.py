"""QGIS without a screen: the layers of its provider for OGC API - Features, and what lies in a box."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from fuwang import Server

# Debian's bindings are those of Debian's Python.
PYTHON = "/usr/bin/python3"


def test_layers_and_boxes(
    server: Server, facilities: list[dict[str, str]], divisions: list[dict[str, str]], tmp_path: Path
) -> None:
    villages = [row for row in divisions if row["level"] == "village"]
    done = subprocess.run(
        [PYTHON, Path(__file__).with_name("qgis_layers.py"), server.url],
        capture_output=True, text=True, check=False, timeout=300,
        # A screen that is none, and settings of nobody.
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    layers = json.loads(done.stdout.splitlines()[-1])
    for name, layer in layers.items():
        assert layer.get("error") is None, name
        assert layer["features"] == server.matched(name), name
        assert {"unserved": "reason", "facilities": "kind", "villages": "name"}[name] in layer["fields"]
    for name, table, code in (("facilities", facilities, "id"), ("villages", villages, "code")):
        within = {
            row[code]
            for row in table
            if row["longitude"]
            and 114.0 <= float(row["longitude"]) <= 114.2
            and 32.9 <= float(row["latitude"]) <= 33.1
        }
        assert within and set(layers[name]["inBox"]) == within
