"""The page without a network, and what lies under its map: tiles of another server where the registry says so, roads, north."""

from __future__ import annotations

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from fuwang import Server
from playwright.sync_api import expect
from test_web import DESK, PHONE, browser, visit  # noqa: F401

AREA = "#area=411726000000&within=2000"
WICKED = "<img src=x onerror=alert(1)> & 某图"
# Grey, one pixel.
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCB+4Z6pAAAAABJRU5ErkJggg==")
APPROVAL = "审图号：GS(2024)0000号"
# What is kept, once it holds as many answers as are wanted.
KEPT = """async (least) => {
  for (let turn = 0; turn < 200; turn += 1) {
    const name = (await caches.keys()).find((one) => one.startsWith("answers"));
    const kept = name ? (await (await caches.open(name)).keys()).map((one) => one.url) : [];
    if (kept.length >= least) return kept;
    await new Promise((done) => setTimeout(done, 50));
  }
  return [];
}"""
ASKED = "[...new Set(performance.getEntriesByType('resource').filter((one) => one.initiatorType === 'fetch').map((one) => one.name))]"


@pytest.fixture
def open_page(browser):  # noqa: F811
    """Opens a page in a context of its own, which a test can cut off."""
    contexts = []

    def open_page(address, size=DESK, language="zh-CN", scheme="light"):
        context = browser.new_context(viewport=size, locale=language, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


def kept(page):
    """What the page asked, when it has kept it all, and the worker its files."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    asked = page.evaluate(ASKED)
    found = page.evaluate(KEPT, len(asked))
    assert set(asked) <= set(found), (asked, found)
    return found


# MARK: - Without a network


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_last_area_is_there_without_a_network(open_page, server, size):
    page = open_page(server.url + "/" + AREA, size)
    kept(page)
    said, rows = page.locator("#status").text_content(), page.locator("#panel tbody tr").all_text_contents()
    assert len(rows) > 20
    expect(page.locator("#offline")).to_be_hidden()
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#status")).to_have_text(said)
    assert page.locator("#panel tbody tr").all_text_contents() == rows
    assert page.locator("#map canvas").count() > 0
    year = page.evaluate("new Date().getFullYear()")
    expect(page.locator("#offline")).to_contain_text(f"离线：显示的是 {year}年")
    expect(page.locator("#notice")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    findings = Axe().run(page).response["violations"]
    assert findings == [], [one["id"] for one in findings]
    page.get_by_role("button", name="English").click()
    expect(page.locator("#offline")).to_contain_text("Offline: this is what was seen on")
    expect(page.locator("#offline")).to_contain_text(str(year))


def test_what_was_never_seen_is_told_politely(open_page, server):
    page = open_page(server.url + "/" + AREA)
    kept(page)
    page.context.set_offline(True)
    page.locator("#area").select_option(index=2)
    expect(page.locator("#notice")).to_contain_text("连不上服务器，这里也没有保存过这项内容")
    expect(page.locator("#offline")).to_have_text("离线：连不上服务器")
    page.locator("#area").select_option("411726000000")
    expect(page.locator("#notice")).to_be_hidden()
    expect(page.locator("#offline")).to_contain_text("离线：显示的是")
    page.context.set_offline(False)
    page.locator("#area").select_option(index=2)
    expect(page.locator("#offline")).to_be_hidden()
    expect(page.locator("#notice")).to_be_hidden()


def test_a_server_that_is_gone_is_as_no_network(open_page, own_registry):
    with Server(own_registry) as server:
        page = open_page(server.url + "/" + AREA)
        kept(page)
        said = page.locator("#status").text_content()
    page.reload()
    expect(page.locator("#status")).to_have_text(said)
    expect(page.locator("#offline")).to_contain_text("离线：显示的是")


def test_moves_take_no_room_from_what_the_page_needs(open_page, server):
    page = open_page(server.url + "/")
    needed = kept(page)
    page.evaluate("""async () => {
      const { ask } = await import("/web/api.js");
      for (let meters = 1000; meters < 1070; meters += 1) await ask("/coverage", { service: "nursing-home", within: `${meters}m` });
    }""")
    last = f"{server.url}/coverage?service=nursing-home&within=1069m"
    page.evaluate("async (last) => { for (let turn = 0; turn < 100 && !(await caches.match(last, { ignoreVary: true })); turn += 1) await new Promise((done) => setTimeout(done, 50)); }", last)
    found = page.evaluate(KEPT, 1)
    assert len(found) == 60 and last in found
    assert {one for one in needed if "/coverage" not in one} <= set(found)


def test_of_a_sliders_moves_the_last_is_kept(open_page, server):
    page = open_page(server.url + "/")
    before = kept(page)
    page.evaluate("""async () => {
      const { ask } = await import("/web/api.js");
      for (let meters = 1000; meters <= 1010; meters += 1) await ask("/coverage", { service: "nursing-home", within: `${meters}m` }, "coverage");
    }""")
    found = page.evaluate(KEPT, len(before) + 1)
    assert set(found) - set(before) == {f"{server.url}/coverage?service=nursing-home&within=1010m"}


def test_nothing_is_kept_that_was_asked_with_a_token_or_written(open_page, own_registry):
    token = own_registry.token("city-editor")
    with Server(own_registry) as server:
        page = open_page(server.url + "/")
        kept(page)
        page.evaluate("""async (token) => {
          const { ask, bear, send } = await import("/web/api.js");
          bear(token);
          await ask("/collections/facilities/items", { limit: 3 });
          await send("POST", "/scenarios", {}).catch(() => {});
          bear(null);
          await ask("/collections/facilities/items", { limit: 4 });
        }""", token)
        # Of two that are answered one after another, what is kept of the second is kept with the first or after it.
        page.evaluate("async () => { while (!(await caches.match('/collections/facilities/items?limit=4', { ignoreVary: true }))) await new Promise((done) => setTimeout(done, 50)); }")
        found = page.evaluate(KEPT, 1)
        assert not [one for one in found if "limit=3" in one or "scenarios" in one]


def test_a_release_takes_the_place_of_the_one_before(open_page, server):
    page = open_page(server.url + "/health?f=html")
    page.evaluate("Promise.all(['files old', 'answers old'].map((name) => caches.open(name)))")
    page.goto(server.url + "/")
    page.wait_for_load_state("networkidle")
    kept(page)
    names = page.evaluate("caches.keys()")
    release = server.get("/web/worker.js").body.decode().split('RELEASE = "')[1].split('"')[0]
    assert sorted(names) == ["answers", f"files {release}"]


def test_the_page_can_be_installed(open_page, server):
    page = open_page(server.url + "/")
    kept(page)
    session = page.context.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    icons = json.loads(manifest["data"])["icons"] + [{"src": page.locator("link[rel=apple-touch-icon]").get_attribute("href"), "sizes": "180x180"}]
    drawn = page.evaluate("""(icons) => Promise.all(icons.map(async ({ src }) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }))""", icons)
    assert [one["sizes"] for one in icons if one["sizes"] != "any"] == drawn[1:] and len(drawn) == 4
    assert manifest["url"] == server.url + "/web/manifest.webmanifest" and manifest["errors"] == []
    errors = [one["errorId"] for one in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    # A context of a test is one that nothing is installed from.
    assert [one for one in errors if one != "in-incognito"] == []


# MARK: - Under the map


@pytest.fixture
def tiles():
    """A server of tiles, and the paths that were asked of it."""
    asked = []

    class Tiles(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.asked, server.url = asked, f"http://127.0.0.1:{server.server_address[1]}"
    yield server
    server.shutdown()
    server.server_close()


def test_tiles_are_asked_of_whom_the_setting_names_and_bear_their_texts(open_page, own_registry, tiles):
    own_registry.run("settings", f"tiles={tiles.url}/{{z}}/{{x}}/{{y}}.png", f"tiles-attribution={WICKED}", f"tiles-approval={APPROVAL}")
    with Server(own_registry) as server:
        policy = server.get("/", {"Accept": "text/html"}).headers["Content-Security-Policy"]
        assert f"img-src 'self' data: {tiles.url};" in policy
        page = open_page(server.url + "/" + AREA)
        faults, others = [], []
        page.on("console", lambda message: message.type == "error" and faults.append(message.text))
        page.on("request", lambda request: request.url.startswith((server.url, tiles.url + "/")) or others.append(request.url))
        page.reload()
        page.wait_for_load_state("networkidle")
        expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
        assert tiles.asked and all(path.count("/") == 3 and path.endswith(".png") for path in tiles.asked)
        expect(page.locator("#map .source")).to_have_text(f"{WICKED} · {APPROVAL}")
        assert page.locator("#map .source *").count() == 0
        assert faults == [] and others == []
        findings = Axe().run(page).response["violations"]
        assert findings == [], [one["id"] for one in findings]


def test_tianditu_is_asked_for_its_map_and_its_names(browser, own_registry):  # noqa: F811
    own_registry.run("settings", "tiles=tianditu", "tiles-key=0a1b", f"tiles-approval={APPROVAL}")
    asked = []

    def answer(route):
        asked.append(urlsplit(route.request.url))
        route.fulfill(body=PIXEL, content_type="image/png")

    with Server(own_registry) as server:
        context = browser.new_context(viewport=DESK, locale="zh-CN")
        context.route("https://*.tianditu.gov.cn/**", answer)
        page = context.new_page()
        page.goto(server.url + "/" + AREA)
        page.wait_for_load_state("networkidle")
        expect(page.locator("#map .source")).to_have_text(f"天地图 Tianditu · 国家地理信息公共服务平台 · {APPROVAL}")
        context.close()
    assert {one.path for one in asked} == {"/vec_w/wmts", "/cva_w/wmts"}
    assert {one.hostname for one in asked} <= {f"t{number}.tianditu.gov.cn" for number in range(8)}
    for one in asked:
        query = parse_qs(one.query)
        assert query["tk"] == ["0a1b"] and query["TILEMATRIXSET"] == ["w"]
        # The tile is one that the zoom has.
        zoom, row, column = (int(query[name][0]) for name in ("TILEMATRIX", "TILEROW", "TILECOL"))
        assert zoom > 5 and 0 <= row < 2**zoom and 0 <= column < 2**zoom


def test_without_the_setting_nobody_else_is_asked(visit, server, tiles):  # noqa: F811
    assert "http" not in server.get("/", {"Accept": "text/html"}).headers["Content-Security-Policy"]
    assert server.get("/basemap").json == {"layers": [], "attribution": None, "approval": None, "roads": False}
    page = visit(AREA)
    assert page.locator(".leaflet-tile").count() == 0
    assert page.locator("#map .source").is_hidden() and page.locator("#roads").count() == 0
    assert tiles.asked == []


def test_tiles_that_cannot_be_had_are_told(open_page, own_registry, tiles):
    own_registry.run("settings", f"tiles={tiles.url}/{{z}}/{{x}}/{{y}}.png", "tiles-attribution=某图")
    tiles.shutdown()
    tiles.server_close()
    with Server(own_registry) as server:
        page = open_page(server.url + "/" + AREA)
        expect(page.locator("#map .source")).to_have_text("某图 · 底图没有全部加载出来")


def test_north_and_scale_have_words(visit):  # noqa: F811
    page = visit("", language="en")
    assert page.get_by_role("img", name="North is up").is_visible()
    assert page.locator(".leaflet-control-scale").text_content().startswith("Scale ")
    page.get_by_role("button", name="中文").click()
    assert page.get_by_role("img", name="上方为北").is_visible()


def test_roads_are_drawn_near_by_and_dropped_far_off(open_page, own_registry, tmp_path):
    lines = [
        {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[113 + step / 100, 32.4], [113 + step / 100, 33]]},
         "properties": {"highway": "primary" if step % 10 == 0 else "residential"}}
        for step in range(0, 100)
    ]
    path = tmp_path / "roads.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": lines}))
    own_registry.run("import", "roads", str(path))
    with Server(own_registry) as server:
        page = open_page(server.url + "/#at=32.7,113.4,9")
        asked = []
        page.on("request", lambda request: "/roads" in request.url and asked.append(request.url))
        box, label = page.locator("#roads"), page.locator("label[for=roads]")
        expect(label).to_have_text("道路（放大后显示）")
        expect(box).to_be_disabled()
        drawn = """() => [...document.querySelectorAll(".leaflet-roads-pane canvas")].some((one) =>
          one.width > 0 && one.getContext("2d").getImageData(0, 0, one.width, one.height).data.some((byte) => byte > 0))"""

        def become(state):
            """Waits until roads are drawn, or are not: a canvas is no element that could be waited for."""
            for _ in range(50):
                if page.evaluate(drawn) == state:
                    return True
                page.wait_for_timeout(100)
            return False

        page.goto(server.url + "/#at=32.7,113.4,12")
        page.reload()
        page.wait_for_load_state("networkidle")
        expect(label).to_have_text("道路")
        expect(box).to_be_checked()
        assert len(asked) == 1 and "limit=2000" in asked[0] and become(True)
        findings = Axe().run(page).response["violations"]
        assert findings == [], [one["id"] for one in findings]
        box.uncheck()
        assert become(False)
        box.check()
        assert become(True)
        for _ in range(3):
            page.locator(".leaflet-control-zoom-out").click()
            page.wait_for_timeout(400)
        expect(label).to_have_text("道路（放大后显示）")
        assert become(False)
