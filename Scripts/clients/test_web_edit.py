"""What the page at `/` does with a token, in a real browser: signing in, editing, approval, schedules."""

from __future__ import annotations

import json
import re
import shutil
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from fuwang import Answer, Registry, Server
from playwright.sync_api import Page, expect
from test_web import DESK, PHONE, browser  # noqa: F401

LOOKS = [("zh-CN", PHONE, "light"), ("en", DESK, "dark")]
HOME, OTHER, THIRD = "NH0102", "NH0103", "NH0104"
SCHEDULE = "from=2018&to=2020&asOf=2018-01-01"


def item(identifier: str) -> str:
    return f"/collections/nursing-home/items/{identifier}"


@dataclass
class Office:
    """A registry with a server of its own, where somebody above approves what a township writes."""

    server: Server
    tokens: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: Any = None, who: str = "city", **headers: str) -> Answer:
        """What the API answers somebody, without the page."""
        request = urllib.request.Request(
            self.server.url + path, None if body is None else json.dumps(body).encode(), method=method,
            headers={
                "Authorization": f"Bearer {self.tokens[who]}", "Content-Type": "application/json", "If-Match": "*", **headers,
            },
        )
        with urllib.request.urlopen(request) as answer:
            return Answer(answer.status, answer.headers, answer.read())

    def home(self, identifier: str) -> dict[str, Any]:
        return self.ask("GET", item(identifier)).json

    def patch(self, identifier: str, who: str = "city", **properties: Any) -> Answer:
        return self.ask("PATCH", item(identifier), {"properties": properties}, who)


@pytest.fixture(scope="module")
def office(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    path = tmp_path_factory.mktemp("office") / "own.sqlite"
    shutil.copy(registry.path, path)
    own = Registry(registry.program, path)
    own.run("settings", "approval=township-editor")
    found = tmp_path_factory.mktemp("found") / "conditions.csv"
    rows = [f"{home},heating,deficient,{cost},{date.today()}" for home, cost in ((THIRD, 50000), (OTHER, 60000))]
    found.write_text("\n".join(["facility,category,state,estimated_cost,assessed_on", *rows]))
    own.run("import", "conditions", str(found))
    divisions = {"city": None, "county": "411726000000", "township": "411726102000"}
    with Server(own) as server:
        office = Office(server)
        for who, division in divisions.items():
            words = ["token", "create", "--role", f"{who}-editor", "--name", f"<i>{who}</i>"]
            office.tokens[who] = own.run(*words, *(["--division", division] if division else [])).split()[-1]
        office.tokens["reader"] = own.token("volunteer")
        yield office


@pytest.fixture
def visit(browser, office):  # noqa: F811
    """Opens the page, for somebody who has signed in; fails where a token comes into an address, or a script fails."""
    faults, contexts = [], []

    def look(request):
        if not request.url.startswith(office.server.url):
            faults.append(f"asked {request.url}")
        if "fw_" in request.url or "fw_" in request.headers.get("referer", ""):
            faults.append(f"a token in {request.url}")

    def complain(message):
        # A status that the page expects is told by the browser, too.
        if message.type in ("error", "warning") and "the server responded with a status of" not in message.text or "fw_" in message.text:
            faults.append(message.text)

    def visit(fragment="", who=None, size=DESK, language="zh-CN", scheme="light") -> Page:
        context = browser.new_context(viewport=size, locale=language, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", complain)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", look)
        if who:
            # What a window keeps that was signed in before.
            context.add_init_script(f"sessionStorage.setItem('fuwang-token', '{office.tokens[who]}')")
        page.goto(office.server.url + "/" + fragment)
        page.wait_for_load_state("networkidle")
        return page

    yield visit
    for context in contexts:
        for page in context.pages:
            if "fw_" in page.url or page.evaluate("localStorage.length") > 0 or page.locator("i").count() > 0:
                faults.append(f"a token kept, or a name read as HTML, at {page.url}")
        context.close()
    assert faults == []


def sign_in(page: Page, token: str) -> None:
    page.locator("#session button").click()
    page.locator("#token").fill(token)
    page.keyboard.press("Enter")


def save(page: Page) -> None:
    page.locator(".editor button[type=submit]").click()


def said(page: Page):
    return page.locator(".said").first


def is_open_to_all(page: Page) -> None:
    findings = Axe().run(page).response["violations"]
    assert findings == [], [(one["id"], [node["target"] for node in one["nodes"]]) for one in findings]
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


# Signing in


def test_a_wrong_token_is_refused_and_a_right_one_is_kept_in_the_window_alone(visit, office):
    # An address of what needs a token asks for one.
    page = visit("#view=edit")
    expect(page.get_by_role("button", name="登记维护")).to_have_count(0)
    for wrong in ("", "fw_wrong", "令牌"):
        page.locator("#token").fill(wrong)
        page.keyboard.press("Enter")
        expect(page.locator("#token-fault")).not_to_be_empty()
        expect(page.locator("#token")).to_have_attribute("aria-invalid", "")
    is_open_to_all(page)
    page.locator("#token").fill(f"  {office.tokens['city']} ")
    page.keyboard.press("Enter")
    expect(page.locator("#sign-in")).to_have_count(0)
    expect(page.locator("#panel table")).to_have_count(1)
    assert page.evaluate("[localStorage.length, document.cookie, sessionStorage.length]") == [0, "", 1]
    page.reload()
    expect(page.locator("#panel table")).to_have_count(1)
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("button", name="登记维护")).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0


def test_a_reader_may_plan_and_not_edit(visit):
    page = visit("#view=edit", "reader")
    expect(page.get_by_role("button", name="登记维护")).to_have_count(0)
    page.get_by_role("button", name="规划进展").click()
    page.get_by_role("button", name="改造排期").click()
    page.locator("#from").fill("2018")
    page.locator("#to").fill("2019")
    page.locator("#day").fill("2018-01-01")
    page.locator("#most").fill("3")
    page.get_by_role("button", name="计算排期").click()
    rows = page.locator("#panel table").first.locator("tbody tr")
    expect(rows).to_have_count(2)
    assert [row.locator("td").nth(1).text_content() for row in rows.all()] == ["3", "3"]
    expect(page.get_by_role("button", name="采纳为计划…")).to_have_count(0)


# Editing


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS, ids=["phone", "desk"])
def test_list_and_forms_are_open_to_all(visit, language, size, scheme):
    page = visit("#view=edit", "city", size, language, scheme)
    expect(page.locator("#panel th button").first).to_be_visible()
    is_open_to_all(page)
    page.locator("#panel th button").first.click()
    page.locator("#field-capacity").fill("-1")
    page.locator("#field-longitude").fill("113.5")
    save(page)
    expect(page.locator("#field-capacity-fault")).not_to_be_empty()
    is_open_to_all(page)


def test_a_facility_is_found_and_its_capacity_and_place_are_changed(visit, office):
    before = office.home(HOME)
    page = visit("#view=edit", "city")
    page.locator("#filter").fill(before["properties"]["name"])
    page.locator("#panel th button").first.click()
    expect(page.locator("#field-capacity")).to_have_value(str(before["properties"]["capacity"]))
    page.locator("#field-capacity").fill("131")
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 + 60, box["y"] + box["height"] / 2 + 40)
    expect(page.locator("#place-moved")).to_contain_text("移动了")
    expect(page.locator("#field-longitude")).not_to_have_value(str(before["geometry"]["coordinates"][0]))
    # The pin is pulled a little further, to the east.
    pin, longitude = page.locator(".pin").bounding_box(), float(page.locator("#field-longitude").input_value())
    page.mouse.move(pin["x"] + 14, pin["y"] + 14)
    page.mouse.down()
    page.mouse.move(pin["x"] + 74, pin["y"] + 14, steps=4)
    page.mouse.up()
    expect(page.locator("#field-longitude")).not_to_have_value(str(longitude))
    chosen = [float(page.locator(f"#field-{axis}").input_value()) for axis in ("longitude", "latitude")]
    assert chosen[0] > longitude
    save(page)
    expect(said(page)).to_contain_text("已保存")
    after = office.home(HOME)
    assert after["properties"]["capacity"] == 131 and after["geometry"]["coordinates"] == chosen
    # Nothing else was.
    assert {**after["properties"], "capacity": None} == {**before["properties"], "capacity": None}
    # The second time, under the tag of the first.
    page.locator("#field-capacity").fill("132")
    save(page)
    expect(said(page)).to_contain_text("已保存")
    assert office.home(HOME)["properties"]["capacity"] == 132


def test_what_is_wrong_is_told_at_its_field(visit, office):
    page = visit(f"#view=edit&kind=nursing-home&facility={HOME}", "city")
    page.locator("#field-capacity").fill("-5")
    page.locator("#field-occupied").fill("1.5")
    for faulty in (("capacity", "occupied"), ("division",)):
        save(page)
        expect(page.locator("[aria-invalid]")).to_have_count(len(faulty))
        for name in faulty:
            expect(page.locator(f"#field-{name}-fault")).to_contain_text("区划" if name == "division" else "整数")
            expect(page.locator(f"#field-{name}")).to_have_attribute("aria-invalid", "true")
            assert f"field-{name}-fault" in page.locator(f"#field-{name}").get_attribute("aria-describedby")
        expect(page.locator(f"#field-{faulty[0]}")).to_be_focused()
        page.locator("#field-capacity").fill("50")
        page.locator("#field-occupied").fill("40")
        page.locator("#field-division").fill("9999")
    # Half a place, and no name, are not even sent.
    page.locator("#field-longitude").fill("")
    page.locator("#field-name").fill("")
    save(page)
    expect(page.locator("#field-place-fault")).not_to_be_empty()
    expect(page.locator("#field-name")).to_be_focused()
    page.get_by_role("button", name="撤销修改").click()
    expect(page.locator("[aria-invalid]")).to_have_count(0)
    assert office.home(HOME)["properties"]["capacity"] != -5


def test_a_facility_is_added_with_its_division_by_name(visit, office):
    page = visit("#view=edit&kind=nursing-home", "city", language="en")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("#panel")).not_to_contain_text(re.compile("null|undefined"))
    page.locator("#field-name").fill("<i>新院</i>")
    # Several villages have the first name, and one the second.
    for name, text in (("雷坡村", "4 have this name"), ("东贺桥村", "东贺桥村 · 羊册镇")):
        page.locator("#field-division").fill(name)
        page.locator("#field-division").press("Tab")
        expect(page.locator("#field-division-note")).to_contain_text(text)
    page.locator("#field-longitude").fill("113.24")
    page.locator("#field-latitude").fill("33.02")
    save(page)
    expect(said(page)).to_contain_text("Saved")
    expect(page.locator("#panel h2")).to_have_text("<i>新院</i>")
    identifier = re.search("facility=([^&]+)", page.url)[1]
    added = office.home(identifier)
    assert added["properties"]["division"] == "411726102208" and added["geometry"]["coordinates"] == [113.24, 33.02]
    # The same again is told, and nothing is lost of what was typed.
    page.get_by_role("button", name="Back to the list").click()
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator("#field-name").fill("<i>新院</i>")
    page.locator("#field-division").fill("411726102208")
    save(page)
    expect(said(page)).to_contain_text("Not saved. There is one of the same")
    expect(page.locator("#field-name")).to_have_value("<i>新院</i>")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Back to the list").click()
    page.locator("#filter").fill("新院")
    expect(page.locator("#panel th button")).to_have_text("<i>新院</i>")


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS, ids=["phone", "desk"])
def test_a_conflict_is_resolved_field_by_field(visit, office, language, size, scheme):
    office.patch(OTHER, capacity=70, occupied=40, phone=None, operator=None)
    page = visit(f"#view=edit&kind=nursing-home&facility={OTHER}", "city", size, language, scheme)
    page.locator("#field-capacity").fill("75")
    page.locator("#field-occupied").fill("45")
    page.locator("#field-operator").fill("镇政府")
    # Somebody else writes meanwhile: two of the same values, and one of another.
    office.patch(OTHER, capacity=80, occupied=50, phone="0396-7000009")
    save(page)
    conflict = page.locator(".conflict")
    expect(conflict.locator("h3")).to_be_focused()
    expect(conflict).to_contain_text("<i>city</i>")
    is_open_to_all(page)

    def choice(name: str, whose: str):
        return conflict.locator(f"input[name=choice-{name}][value={whose}]")

    expect(choice("phone", "theirs")).to_be_checked()
    expect(choice("operator", "mine")).to_be_checked()
    for name, texts in {"capacity": ["70", "80", "75"], "occupied": ["40", "50", "45"]}.items():
        fields = conflict.locator("fieldset", has=page.locator(f"input[name=choice-{name}]"))
        assert [re.search(r"\d+", text)[0] for text in fields.locator(".choice").all_text_contents()] == texts
    # What both changed must be decided.
    conflict.locator("button[type=submit]").click()
    expect(conflict.locator(".fault")).to_contain_text("2")
    choice("capacity", "mine").check()
    choice("occupied", "theirs").check()
    conflict.locator("button[type=submit]").click()
    expect(said(page)).to_contain_text("已保存" if language == "zh-CN" else "Saved")
    properties = office.home(OTHER)["properties"]
    values = {name: properties[name] for name in ("capacity", "occupied", "phone", "operator")}
    assert values == {"capacity": 75, "occupied": 50, "phone": "0396-7000009", "operator": "镇政府"}


def test_a_second_conflict_and_taking_all_of_theirs(visit, office):
    office.patch(OTHER, capacity=60)
    page = visit(f"#view=edit&kind=nursing-home&facility={OTHER}", "city")
    page.locator("#field-capacity").fill("61")
    office.patch(OTHER, capacity=62)
    save(page)
    conflict = page.locator(".conflict")
    conflict.locator("input[value=mine]").check()
    office.patch(OTHER, capacity=63)
    conflict.locator("button[type=submit]").click()
    expect(conflict).to_contain_text("63")
    conflict.locator("input[value=theirs]").check()
    conflict.locator("button[type=submit]").click()
    expect(said(page)).to_contain_text("对方")
    expect(page.locator("#field-capacity")).to_have_value("63")
    assert office.home(OTHER)["properties"]["capacity"] == 63


def test_what_is_not_saved_is_not_lost_without_a_word(visit):
    page = visit(f"#view=edit&kind=nursing-home&facility={THIRD}", "city")
    answers = []
    page.on("dialog", lambda dialog: (answers.append(dialog.message), dialog.dismiss()))
    page.locator("#field-capacity").fill("33")
    for leave in (
        lambda: page.get_by_role("button", name="服务覆盖").click(), lambda: page.get_by_role("button", name="返回列表").click(),
        lambda: page.get_by_role("button", name="待审批").click(), lambda: page.get_by_role("button", name="退出").click(),
    ):
        leave()
        expect(page.locator("#field-capacity")).to_have_value("33")
    assert len(answers) == 4 and all("未保存" in answer for answer in answers)
    # Another language is no leaving.
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    expect(page.locator("#field-capacity")).to_have_value("33")
    assert len(answers) == 4


def test_a_token_that_ends_loses_nothing(visit, office):
    own = office.server.registry
    words = own.run("token", "create", "--role", "city-editor", "--name", "short").split()
    office.tokens["short"] = words[-1]
    page = visit()
    sign_in(page, office.tokens["short"])
    expect(page.locator("#sign-in")).to_have_count(0)
    page.evaluate(f"location.hash = '#view=edit&kind=nursing-home&facility={THIRD}'")
    page.locator("#field-grade").fill("三星")
    own.run("token", "revoke", "short")
    save(page)
    expect(page.locator("#token-fault")).to_contain_text("失效")
    page.locator("#token").fill(office.tokens["city"])
    page.keyboard.press("Enter")
    expect(page.locator("#field-grade")).to_have_value("三星")
    save(page)
    expect(said(page)).to_contain_text("已保存")
    assert office.home(THIRD)["properties"]["grade"] == "三星"


def test_without_a_map_the_form_is_enough(visit, office):
    page = visit()
    page.route("**/web/leaflet/leaflet.js", lambda route: route.fulfill(status=404))
    page.reload()
    sign_in(page, office.tokens["city"])
    expect(page.locator("#sign-in")).to_have_count(0)
    page.evaluate(f"location.hash = '#view=edit&kind=nursing-home&facility={THIRD}'")
    page.locator("#field-longitude").fill("113.5")
    expect(page.locator("#place-moved")).to_contain_text("移动了")
    save(page)
    expect(said(page)).to_contain_text("已保存")
    assert office.home(THIRD)["geometry"]["coordinates"][0] == 113.5


def test_elsewhere_an_editor_only_looks(visit):
    page = visit("#view=edit&kind=nursing-home&facility=NH0001", "county")
    expect(said(page)).to_contain_text("只能查看")
    expect(page.locator("#field-capacity")).to_be_disabled()
    expect(page.locator(".editor button[type=submit]")).to_have_count(0)


# Approval


def test_a_township_is_told_that_its_write_waits_and_why_it_was_rejected(visit, office):
    capacity = office.home(HOME)["properties"]["capacity"]
    page = visit(f"#view=edit&kind=nursing-home&facility={HOME}", "township")
    page.locator("#field-capacity").fill("140")
    page.locator("#field-longitude").fill("113.25")
    save(page)
    expect(said(page)).to_contain_text("等待上级审批")
    expect(page.locator("#field-capacity")).to_have_value(str(capacity))
    page.get_by_role("button", name="待审批（1）").click()
    card = page.locator(".card")
    expect(card).to_contain_text("140")
    card.get_by_role("button", name="批准").click()
    expect(card.locator(".fault")).to_contain_text("上级审批")

    above = visit("#view=edit&task=approval", "county", language="en")
    card = above.locator(".card")
    expect(card.locator("tr", has_text="Capacity")).to_have_text(f"Capacity{capacity}140")
    expect(card.locator("tr", has_text="Place")).to_contain_text("Moved by")
    expect(card).to_contain_text("<i>township</i>")
    assert above.locator(".leaflet-tooltip").filter(has_text=office.home(HOME)["properties"]["name"]).count() == 1
    card.get_by_role("button", name="Reject…").click()
    card.get_by_role("button", name="Reject", exact=True).click()
    expect(card.locator(".fault")).to_have_text("Say why it is rejected")
    card.locator("textarea").fill("<i>位置不对</i>")
    card.get_by_role("button", name="Reject", exact=True).click()
    expect(said(above)).to_contain_text("Rejected")
    expect(above.locator(".card")).to_have_count(0)
    assert office.home(HOME)["properties"]["capacity"] == capacity
    page.locator("#proposal-state").select_option("rejected")
    expect(page.locator(".card")).to_contain_text("<i>位置不对</i>")


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS, ids=["phone", "desk"])
def test_what_waits_is_approved_unless_it_changed_meanwhile(visit, office, language, size, scheme):
    office.patch(HOME, capacity=100)
    office.patch(HOME, "township", capacity=141)
    new = {"type": "Feature", "geometry": None, "properties": {"kind": "nursing-home", "name": f"<i>{language}院</i>", "division": "411726102205"}}
    office.ask("POST", "/collections/nursing-home/items", new, "township")
    page = visit("#view=edit&task=approval", "city", size, language, scheme)
    expect(page.locator(".card")).to_have_count(2)
    is_open_to_all(page)
    approve = page.locator(".card").first.get_by_role("button", name=re.compile("批准|Approve"))
    office.patch(HOME, capacity=101)
    approve.click()
    expect(page.locator(".card").first.locator(".fault")).not_to_be_empty()
    office.patch(HOME, capacity=100)
    approve.click()
    expect(page.locator(".card")).to_have_count(1)
    assert office.home(HOME)["properties"]["capacity"] == 141
    approve.click()
    expect(page.locator(".card")).to_have_count(0)
    assert office.server.get(f"/collections/nursing-home/items?name=%3Ci%3E{language}%E9%99%A2%3C/i%3E").json["numberMatched"] == 1


# Schedules


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS, ids=["phone", "desk"])
def test_a_schedule_shows_what_the_api_answers(visit, office, language, size, scheme):
    rules = {
        "budgets": [
            {"year": 2018, "source": "provincial welfare-lottery", "amount": 15000000}, {"year": 2019, "source": "county fiscal", "amount": "2100000.50"},
        ],
        "homes": [{"year": 2018, "atMost": 10}, {"year": 2019, "atMost": 10}, {"year": 2020, "atMost": 0}],
    }
    page = visit(f"#view=plan&task=schedule&{SCHEDULE}", "county", size, language, scheme)
    page.locator("details summary").click()
    page.locator("#rules").fill(json.dumps(rules))
    with page.expect_response(lambda response: "/plans/upgrades" in response.url) as answered:
        page.locator("button.main").click()
    plan = answered.value.json()
    assert answered.value.request.post_data_json == rules
    years = page.locator("#panel table").first.locator("tbody tr")
    expect(years).to_have_count(3)
    direct = office.ask("POST", f"/plans/upgrades?{SCHEDULE}", rules, "county").json
    assert plan["status"] == direct["status"] == "optimal"
    assert [year["cost"] for year in plan["years"]] == [year["cost"] for year in direct["years"]]
    expect(said(page)).to_contain_text("最优" if language == "zh-CN" else "Optimal")
    for row, year in zip(years.all(), plan["years"], strict=True):
        cells = row.locator("td").all_text_contents()
        assert cells[:2] == [str(year["year"]), str(len(year["homes"]))]
        shown = float(re.sub("[^0-9.]", "", cells[2]))
        assert shown == pytest.approx(float(year["cost"]) / (10000 if "万" in cells[2] else 1), abs=0.005)
    first = plan["years"][0]["homes"][0]
    expect(page.locator("#panel tbody th button").first).to_have_text(first["name"])
    page.locator("#panel tbody th button").first.click()
    expect(page.locator(".leaflet-tooltip").filter(has_text=first["name"])).to_be_visible()
    bars = page.locator(".years svg.stacked")
    for bar, year in zip(bars.all(), plan["years"], strict=True):
        assert bar.locator(".piece").count() == len({one["source"] for home in year["homes"] for one in home["payments"]})
    is_open_to_all(page)
    left = page.locator("#panel table").last.locator("tbody tr")
    assert len(plan["unscheduled"]) > 20
    expect(left).to_have_count(20)
    page.get_by_role("button", name=re.compile("全部列出|List all")).last.click()
    expect(left).to_have_count(len(plan["unscheduled"]))


def test_rules_that_contradict_each_other_are_told(visit):
    page = visit(f"#view=plan&task=schedule&{SCHEDULE}", "city")
    page.locator("details summary").click()
    page.locator("#rules").fill("{")
    page.get_by_role("button", name="计算排期").click()
    expect(page.locator("#rules-fault")).to_contain_text("JSON")
    page.locator("#rules").fill('{"nonsense": 1}')
    page.get_by_role("button", name="计算排期").click()
    expect(page.locator("#rules-fault")).to_contain_text("nonsense")
    expect(page.locator("#rules")).to_be_focused()
    page.locator("#rules").fill(json.dumps({"allBy": 2020, "homes": [{"year": year, "atMost": 5} for year in (2018, 2019, 2020)]}))
    page.get_by_role("button", name="计算排期").click()
    expect(said(page)).to_contain_text("不可行")
    expect(page.locator("#panel ul li")).to_have_count(4)
    expect(page.locator("#panel ul")).to_contain_text("2020年底前全部完成")
    is_open_to_all(page)
    page.locator("#to").fill("2017")
    page.get_by_role("button", name="计算排期").click()
    expect(page.locator("#to")).to_have_attribute("aria-invalid", "true")


def test_a_search_is_cancelled(visit):
    page = visit(f"#view=plan&task=schedule&{SCHEDULE}", "city")
    # The answer never comes.
    page.route("**/plans/upgrades*", lambda route: None)
    page.get_by_role("button", name="计算排期").click()
    expect(said(page)).to_contain_text("正在计算")
    page.get_by_role("button", name="取消").click()
    expect(said(page)).to_have_text("已取消。")
    expect(page.get_by_role("button", name="计算排期")).to_be_enabled()


def test_a_schedule_is_accepted_after_a_question(visit, office):
    page = visit("#view=plan&task=schedule", "city", language="en")
    page.get_by_role("button", name="Make a schedule").click()
    expect(page.get_by_role("heading", name="Homes by year: 2")).to_be_visible()
    accept = page.get_by_role("button", name="Accept as the plan…")
    page.once("dialog", lambda dialog: dialog.dismiss())
    accept.click()
    before = office.server.registry.run("export", "upgrades")
    page.once("dialog", lambda dialog: dialog.accept())
    accept.click()
    expect(said(page)).to_contain_text("Accepted")
    after = office.server.registry.run("export", "upgrades")
    planned = [line for line in after.splitlines() if line not in before.splitlines()]
    assert len(planned) == 2 and all(f",{date.today().year + 1},planned," in line for line in planned)


# What if


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS, ids=["phone", "desk"])
def test_what_is_supposed_is_kept_and_compared_side_by_side(visit, office, language, size, scheme):
    page = visit("#area=411726000000&within=2000&open=113.35,32.81", "city", size, language, scheme)
    name = f"增设 <i>{size['width']}"
    page.locator("#scenario-name").fill("a/b")
    page.locator("#scenario-name").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_be_visible()
    page.locator("#scenario-name").fill(name)
    page.locator("#scenario-name").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#scenario")).to_have_value(name)
    expect(page.locator("#notice")).to_be_hidden()
    assert "open=" not in page.url and "scenario=" in page.url
    page.get_by_label(name, exact=True).check()
    question = "/coverage?service=nursing-home&area=411726000000&within=2000m"
    totals = [
        office.server.get(question + more, {"Authorization": f"Bearer {office.tokens['city']}"}).json["total"]
        for more in ("", f"&scenario={urllib.parse.quote(name)}")
    ]
    assert totals[0]["served"] < totals[1]["served"]
    table = page.locator("section section table")
    expect(table.locator("thead th")).to_have_count(3)
    assert table.locator("tbody tr").first.locator("td").all_text_contents() == [str(total["served"]) for total in totals]
    # The map has the scenario that is chosen.
    expect(page.locator("#status")).to_contain_text(str(totals[1]["served"]))
    is_open_to_all(page)
    page.locator("#scenario").select_option("")
    expect(page.locator("#status")).to_contain_text(str(totals[0]["served"]))
