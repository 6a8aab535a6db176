"""The OpenAPI document is valid, and the server does what it says: openapi-spec-validator and schemathesis."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from fuwang import Registry, Server
from openapi_spec_validator import validate

# How many cases it makes up for each address, besides those that the document's bounds give.
EXAMPLES = os.environ.get("FUWANG_EXAMPLES", "25")
# Collections of kinds are of one type, and answered by one route: that of nursing homes stands for all.
ALIKE = "Collections(ChildrensHome|DayCareCentre|DisasterReductionCommunity|HappinessHome|WelfareInstitution)(?![a-z])"


def check_by_schemathesis(server: Server, folder: Path, *options: str, left_out: str = ALIKE) -> None:
    here = Path(__file__).parent
    words = [Path(sys.executable).with_name("schemathesis"), "--config-file", here / "schemathesis.toml"]
    words += ["run", f"{server.url}/api", "--no-color"]
    words += ["--checks", "all", "--continue-on-failure", "--seed", "1", "--max-examples", EXAMPLES]
    words += ["--generation-database", "none", "--warnings", "off", "--exclude-operation-id-regex", left_out]
    # A report of all the sample takes seconds in a debug build, and longer where others work beside it.
    words += ["--request-timeout", "60"]
    done = subprocess.run(
        [*words, *options], capture_output=True, text=True, check=False,
        env={
            **os.environ, "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "FUWANG_URL": server.url,
            "PYTHONPATH": str(here),
        },
        # It leaves files where it runs.
        cwd=folder,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in server.messages()


def test_the_document_is_openapi(server: Server) -> None:
    document = server.get("/api").json
    validate(document)
    assert {f"/collections/{name}/items" for name in server.collections()} <= set(document["paths"])


def test_the_server_does_what_the_document_says_to_the_public(server: Server, tmp_path: Path) -> None:
    check_by_schemathesis(server, tmp_path)


def test_the_server_does_what_the_document_says_to_an_editor(own_registry: Registry, tmp_path: Path) -> None:
    token = own_registry.token("city-editor")
    with Server(own_registry) as server:
        # What names itself as it likes is made by no made-up request: every other one would find it. What the public may
        # read, too, it has read.
        left_out = (
            "^postCollections(Counties|Townships|Villages|Kinds|Services)Items$"
            "|^get(?!Scenarios|Proposals|Collections(Posts|Facilities))"
        )
        check_by_schemathesis(
            server, tmp_path, "--header", f"Authorization: Bearer {token}", left_out=f"{left_out}|{ALIKE}")
