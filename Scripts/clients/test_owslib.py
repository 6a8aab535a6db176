"""OWSLib's client: what is there, boxes, pages, properties; and a facility that is made, changed and closed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fuwang import Registry, Server
from owslib.ogcapi.features import Features

WRITING = "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete"


def client(server: Server, headers: dict[str, str] | None = None) -> Features:
    features = Features(server.url + "/", headers=headers)
    # OWSLib keeps the headers of all its clients in one dictionary.
    features.headers = {"Accept": "application/geo+json, application/json", **(headers or {})}
    return features


def test_what_the_server_is(server: Server) -> None:
    features = client(server)
    classes = features.conformance()["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in classes
    assert "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs" in classes
    assert features.api()["openapi"].startswith("3.0.")
    assert features.feature_collections() == server.collections()


def test_every_collection_tells_itself_and_its_properties(server: Server) -> None:
    features = client(server)
    for name in features.feature_collections():
        assert features.collection(name)["id"] == name
        schema = features.collection_schema(name)["properties"]
        queryables = features.collection_queryables(name)["properties"]
        # A condition, and nothing that a feature has.
        assert schema and set(queryables) - {"hasGeometry"} <= set(schema)
        items = features.collection_items(name, limit=5)
        assert items["numberReturned"] == len(items["features"]) <= 5
        for feature in items["features"]:
            assert set(feature["properties"]) <= set(schema)


def test_a_box_and_a_property(server: Server, facilities: list[dict[str, str]]) -> None:
    items = client(server).collection_items(
        "facilities", bbox=[114.0, 32.9, 114.2, 33.1], kind="nursing-home", sortby=("name", "desc"), limit=1000
    )
    chosen = {
        row["id"]
        for row in facilities
        if row["kind"] == "nursing-home"
        # The standard has whatever is without a place lie in every box.
        and (
            not row["longitude"]
            or (114.0 <= float(row["longitude"]) <= 114.2 and 32.9 <= float(row["latitude"]) <= 33.1)
        )
    }
    assert chosen and {feature["id"] for feature in items["features"]} == chosen
    assert items["numberMatched"] == len(chosen)
    names = [feature["properties"]["name"] for feature in items["features"]]
    assert names == sorted(names, reverse=True)


def test_pages_behind_next(server: Server, divisions: list[dict[str, str]]) -> None:
    page = client(server).collection_items("villages", limit=500)
    codes = []
    while True:
        codes += [feature["id"] for feature in page["features"]]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            break
        page = server.get(following[0]).json
    assert sorted(codes) == sorted(row["code"] for row in divisions if row["level"] == "village")


# MARK: - Writing


def feature(**properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [114.019391, 32.993644]},
        "properties": {
            "kind": "nursing-home", "name": "示例敬老院", "division": "411702001006", "status": "planned",
            **properties,
        },
    }


def test_a_facility_is_made_replaced_and_closed(own_registry: Registry) -> None:
    token = {"Authorization": f"Bearer {own_registry.token('city-editor')}"}
    with Server(own_registry) as server:
        assert WRITING in client(server).conformance()["conformsTo"]
        features = client(server, token)

        features.headers["Content-Type"] = "application/geo+json"
        assert features.collection_item_create("facilities", json.dumps(feature(capacity=40)))
        location = features.response_headers["Location"]
        identifier = location.rsplit("/", 1)[1]
        assert server.get(location).json["properties"]["capacity"] == 40

        # Whoever does not say which version is meant is asked to; another version is refused.
        with pytest.raises(RuntimeError, match="428"):
            features.collection_item_update("facilities", identifier, json.dumps(feature(capacity=41)))
        features.collection_item("facilities", identifier)
        first = features.response_headers["ETag"]
        assert not first.startswith("W/")
        features.headers["If-Match"] = first
        assert features.collection_item_update("facilities", identifier, json.dumps(feature(capacity=41)))
        assert features.collection_item("facilities", identifier)["properties"]["capacity"] == 41
        second = features.response_headers["ETag"]
        assert second != first
        with pytest.raises(RuntimeError, match="412"):
            features.collection_item_update("facilities", identifier, json.dumps(feature(capacity=42)))

        features.headers["If-Match"] = second
        assert features.collection_item_delete("facilities", identifier)
        history = own_registry.run("history", identifier)
        assert "a script" in history
        answer = server.get(location)
        assert answer.status in (404, 410) or answer.json["properties"]["status"] == "closed"


def test_nobody_writes_without_a_token(own_registry: Registry) -> None:
    with Server(own_registry) as server:
        assert WRITING in client(server).conformance()["conformsTo"]
        features = client(server, {"Content-Type": "application/geo+json"})
        with pytest.raises(RuntimeError, match="401"):
            features.collection_item_create("facilities", json.dumps(feature()))
        assert server.matched("facilities") == len(own_registry.run("export", "facilities").splitlines()) - 1
