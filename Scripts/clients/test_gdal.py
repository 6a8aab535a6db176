"""GDAL's driver for OGC API - Features, as Debian has it: every layer, boxes, conditions, pages, systems."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess

from fuwang import Server

WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
CGCS2000_GAUSS_KRUGER = "http://www.opengis.net/def/crs/EPSG/0/4547"


def rows(server: Server, layer: str, *options: str, page: int = 1000) -> tuple[list[dict[str, str]], list[str]]:
    """The rows that ogr2ogr reads of a layer, and the addresses that it fetched for them."""
    words = ["ogr2ogr", "-f", "CSV", "/vsistdout/", f"OAPIF:{server.url}", layer, "-oo", f"PAGE_SIZE={page}"]
    done = subprocess.run(
        [*words, *options], capture_output=True, text=True, check=False, env={**os.environ, "CPL_DEBUG": "HTTP"}
    )
    errors = [line for line in done.stderr.splitlines() if line.startswith(("ERROR", "Warning"))]
    assert done.returncode == 0 and not errors, errors
    fetched = re.findall(r"^HTTP: Fetch\((.*)\)", done.stderr, re.MULTILINE)
    return list(csv.DictReader(io.StringIO(done.stdout))), [address for address in fetched if "/items" in address]


def test_every_layer_has_what_the_collection_says(server: Server) -> None:
    for collection in server.collections():
        read, _ = rows(server, collection)
        assert len(read) == server.matched(collection), collection


def test_layers_have_what_the_command_line_exports(
    server: Server, facilities: list[dict[str, str]], divisions: list[dict[str, str]]
) -> None:
    read, _ = rows(server, "facilities")
    assert {row["id"] for row in read} == {row["id"] for row in facilities}
    read, _ = rows(server, "villages")
    assert {row["code"] for row in read} == {row["code"] for row in divisions if row["level"] == "village"}


def test_ten_a_page_neither_skips_nor_repeats(server: Server) -> None:
    read, fetched = rows(server, "villages", page=10)
    codes = [row["code"] for row in read]
    assert len(set(codes)) == len(codes) == server.matched("villages")
    assert len(fetched) > len(codes) / 10


def test_a_box_is_the_servers_work(server: Server, facilities: list[dict[str, str]]) -> None:
    west, south, east, north = 114.0, 32.9, 114.2, 33.1
    read, fetched = rows(server, "facilities", "-spat", str(west), str(south), str(east), str(north))
    within = {
        row["id"]
        for row in facilities
        if row["longitude"]
        and west <= float(row["longitude"]) <= east
        and south <= float(row["latitude"]) <= north
    }
    assert within and {row["id"] for row in read} == within
    assert sum("bbox=" in address for address in fetched) == 1


def test_a_condition_is_one_request(server: Server, facilities: list[dict[str, str]]) -> None:
    read, fetched = rows(server, "facilities", "-where", "kind = 'nursing-home' AND capacity = 200")
    chosen = {row["id"] for row in facilities if row["kind"] == "nursing-home" and row["capacity"] == "200"}
    assert chosen and {row["id"] for row in read} == chosen
    # The first request is GDAL's look at the properties.
    assert [("kind=nursing-home" in address, "capacity=200" in address) for address in fetched] == [
        (False, False),
        (True, True),
    ]


def test_a_condition_on_a_day_asks_for_those_that_operated(server: Server) -> None:
    """GDAL takes any property that is a day for the one that `datetime` is about, and chooses no more by itself."""
    read, fetched = rows(server, "facilities", "-where", "openedOn >= '2019/01/01'")
    operated = server.get("/collections/facilities/items?limit=10000&datetime=2019-01-01/..").json["features"]
    assert "datetime=2019-01-01" in fetched[-1]
    assert 0 < len(operated) < server.matched("facilities")
    assert {row["id"] for row in read} == {feature["id"] for feature in operated}


def test_a_comparison_that_the_server_lacks_is_gdals_work(
    server: Server, facilities: list[dict[str, str]]
) -> None:
    read, _ = rows(server, "facilities", "-where", "capacity > 100")
    chosen = {row["id"] for row in facilities if row["capacity"] and int(row["capacity"]) > 100}
    assert chosen and {row["id"] for row in read} == chosen


def test_coordinates_are_those_of_proj_in_the_order_of_the_authority(server: Server) -> None:
    def places(system: str) -> list[tuple[float, float]]:
        answer = server.get(f"/collections/counties/items?crs={system}")
        assert answer.headers["Content-Crs"] == f"<{system}>"
        return [tuple(feature["geometry"]["coordinates"]) for feature in answer.json["features"]]

    latitudes_first = places(WGS84)
    transformed = subprocess.run(
        ["gdaltransform", "-s_srs", "EPSG:4326", "-t_srs", "EPSG:4547", "-output_xy"],
        input="".join(f"{longitude!r} {latitude!r}\n" for latitude, longitude in latitudes_first),
        capture_output=True, text=True, check=True,
    ).stdout
    eastings_first = [tuple(map(float, line.split())) for line in transformed.splitlines()]
    northings_first = places(CGCS2000_GAUSS_KRUGER)
    assert len(eastings_first) == len(northings_first) > 0
    for (easting, northing), (y, x) in zip(eastings_first, northings_first, strict=True):
        assert abs(easting - x) < 0.001 and abs(northing - y) < 0.001
