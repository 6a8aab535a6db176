"""What schemathesis is told besides the document: values that a schema cannot describe, and one rule of OGC's.

Without them it would send any text where only a place or a code makes sense, and be refused rightly.
"""

from __future__ import annotations

import datetime
import json
import os
import urllib.request
from typing import Any

import schemathesis

URL = os.environ["FUWANG_URL"]

# What no value can be made up for, or none that goes with every other parameter.
LEFT_OUT = {
    "bbox-crs", "cursor", "decay", "explain", "point", "polygon", "scenario", "village", "with", "within",
}
# The sample has no roads, which detours need; the rules of a plan name homes and years, which no schema knows.
LEFT_OUT_PATHS = {"/detours", "/plans/upgrades"}
# Texts whose form or meaning no JSON schema tells.
VALUES = {
    "datetime": ["2019-01-01", "2018-06-01T00:00:00Z", "2018-01-01/2018-12-31", "../2020-12-31", "2019-01-01/.."],
    "service": ["childrens-home", "nursing-home"],
    "rule": ["own-village", "own-township or within 3km"],
    "measure": ["straight", "detour:1.3"],
    "area": ["411726000000"],
    "demand": ["elderly", "left-behind-children"],
    "near": ["114.02,32.98"],
    "threshold": ["30"],
    "edge": ["50m"],
    "open": ["114.02,32.98"],
    "circle": ["114.02,32.98,3km"],
    "tolerance": ["10m"],
    "weight": ["targets=2"],
    # Before today the registry was empty.
    "recordedAt": [datetime.date.today().isoformat()],
    "since": ["now"],
    "collection": ["facilities", "villages"],
    "proposalId": ["1"],
    "If-Match": ["*"],
}
# The same at an address where not everything makes sense: places are counted where the sample has them, a rule without
# a distance has no edge, and an area is of facilities that there are, within a distance.
VALUES_AT = {
    # The first that there are.
    ("/area", "facility"): None,
    ("/area", "within"): ["5km"],
    ("/accessibility", "service"): ["nursing-home"],
    ("/accessibility", "rule"): ["own-township or within 3km"],
    ("/capacity", "service"): ["nursing-home"],
    ("/edge", "rule"): ["within 3km"],
}
# The same in what is sent.
BODY_VALUES = {
    "division": ["411702001001", "411726000000"],
    "statusHistory": ["planned; operating 2019-03-01"],
}
# Of the kinds, which are described alike, one is enough.
KINDS = (
    "day-care-centre", "disaster-reduction-community", "happiness-home", "nursing-home", "welfare-institution",
)
BOXES = [[113, 32, 115, 33.5], [177, 65, -177, 70], [114, 32.9, 0, 114.2, 33.1, 100], [114, 32.9, 114, 32.9]]


def get(path: str) -> Any:
    with urllib.request.urlopen(URL + path) as answer:
        return json.load(answer)


def ids(path: str) -> list[str]:
    return [feature["id"] for feature in get(path + "?limit=3")["features"]]


@schemathesis.hook
def before_load_schema(context: schemathesis.HookContext, raw_schema: dict[str, Any]) -> None:
    paths = raw_schema["paths"]
    for path in [path for path in paths if path in LEFT_OUT_PATHS or any(part in KINDS for part in path.split("/")[2:3])]:
        del paths[path]
    for path, item in paths.items():
        for operation in item.values():
            parameters = [
                one for one in operation.get("parameters", [])
                if (path, one["name"]) in VALUES_AT
                or one["name"] not in LEFT_OUT and (path, one["name"]) != ("/area", "service")
            ]
            operation["parameters"] = parameters
            for parameter in parameters:
                narrow(parameter, path)
            for content in operation.get("requestBody", {}).get("content", {}).values():
                narrow_body(content["schema"])


def narrow(parameter: dict[str, Any], path: str) -> None:
    name, schema = parameter["name"], parameter["schema"]
    if (path, name) in VALUES_AT:
        parameter["required"] = True
        schema.get("items", schema)["enum"] = VALUES_AT[path, name] or ids("/collections/facilities/items")
        return
    if name == "near":
        # This or a village.
        parameter["required"] = True
    if name == "limit":
        # A greater limit is taken for the greatest (17-069r4, /req/core/fc-limit-response-1).
        schema.pop("maximum", None)
    if name == "featureId":
        schema["enum"] = ids(path.split("/{featureId}")[0])
    if path.startswith("/collections/services") and name in ("service", "rule"):
        # There, they are the properties of a service.
        return
    if name in VALUES and schema.get("type") != "array":
        schema["enum"] = VALUES[name]
    elif name in VALUES:
        schema["items"]["enum"] = VALUES[name]
    if name == "bbox":
        schema["enum"] = BOXES


def narrow_body(schema: dict[str, Any]) -> None:
    properties = schema["properties"].get("properties", {}).get("properties", {})
    # Its last character is a check of the others.
    properties.pop("uscc", None)
    for name, values in BODY_VALUES.items():
        if name in properties:
            properties[name]["enum"] = values
