"""What models cost and how fast they are: OpenRouter beside models.dev, and speeds with their doubts."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

import sources
import sql
from sources import openrouter
from sources._contract import Offer, SourceError
from tests import world

CHEAP = world.CATALOG / "speeds" / "cheap.toml"


def test_prices_a_token_become_prices_a_million_exactly(tmp_path: Path) -> None:
    (tmp_path / "models").write_text(json.dumps({"data": world.routed()}))
    offers = list(openrouter.parse(tmp_path / "models"))
    usual = {
        "provider": "openrouter",
        "provider_name": "OpenRouter",
        "context_tokens": 8192,
    }
    assert offers == [
        Offer(
            model="acorn/oak-70b",
            name="Acorn/Oak-70B",
            hub_id="acorn-ai/Oak-70B",
            price_in=0.13,
            price_out=0.13,
            dated=date(2026, 5, 28),
            **usual,
        ),
        Offer(
            model="acorn/oak-70b:free",
            name="Acorn/Oak-70B:Free",
            price_in=0.0,
            price_out=0.0,
            dated=date(2026, 2, 2),
            **usual,
        ),
        Offer(model="openrouter/auto", name="Openrouter/Auto", dated=date(2025, 10, 9), **usual),
    ]


def test_what_makes_images_is_no_text_offer_and_what_has_a_last_day_is_on_its_way_out(tmp_path: Path) -> None:
    one, two, _ = world.routed()
    one["architecture"] = {"output_modalities": ["text", "image"]}
    two["expiration_date"] = "2026-06-01"
    (tmp_path / "models").write_text(json.dumps({"data": [one, two]}))
    assert [(o.is_text, o.status) for o in openrouter.parse(tmp_path / "models")] == [
        (False, None),
        (True, "deprecated"),
    ]


def test_a_price_is_of_the_day_its_list_was_read_and_not_of_what_its_entry_says(
    world_con: duckdb.DuckDBPyConnection, shipped: duckdb.DuckDBPyConnection
) -> None:
    for con in (world_con, shipped):
        wrong = "from stg_offers join raw_snapshot using (source) where listed_on <> taken_on"
        assert con.execute(f"select count(*) {wrong}").fetchall() == [(0,)]
        priced = "select count(*) from page_models where (price_listed_on is null) <> (price_in is null)"
        assert con.execute(priced).fetchall() == [(0,)]


def test_a_providers_own_list_stands_before_what_others_tell_of_it(world_snapshots: Path) -> None:
    con = sql.connect()
    sources.load(con, catalog=world.CATALOG, snapshots=world_snapshots)
    con.execute("update raw_snapshot set taken_on = taken_on + 9 where source = 'models_dev'")
    sql.create(con, wanted=["stg_offers"])
    offers = "select source, price_in, is_current from stg_offers where offered = 'acorn/oak-70b' order by source"
    assert con.execute(offers).fetchall() == [("models_dev", 0.2, False), ("openrouter", 0.13, True)]


def test_an_own_list_is_told_by_itself_and_any_other_by_somebody_else(world_site: Path) -> None:
    page = (world_site / "models" / "acorn-ai" / "oak-70b" / "index.html").read_text()
    own, others = (
        next(card for card in page.split('<details class="card">') if card.startswith(f"<summary>{name}, as listed on"))
        for name in ("OpenRouter", "models.dev")
    )
    assert "; its own list." in own and "; told by somebody else." in others


def test_what_is_listed_at_0_is_called_free_comes_last_and_is_no_price(
    world_site: Path, shipped: duckdb.DuckDBPyConnection
) -> None:
    page = (world_site / "models" / "acorn" / "acorn-large" / "index.html").read_text()
    assert "$0.00" not in page and "<td>free</td>" in page and "“Free” is listed at 0" in page
    assert shipped.execute("select count(*) from page_model_offers where is_free").fetchall()[0][0] > 50
    lowest = "select count(*) from page_models where price_in = 0 or price_out = 0"
    assert shipped.execute(lowest).fetchall() == [(0,)]
    before = """
        select count(*) from (
            select is_free, lag(is_free) over (partition by model_id order by rowid) as was_free
            from page_model_offers where not is_first_party
        ) where was_free and not is_free
    """
    assert shipped.execute(before).fetchall() == [(0,)]


def test_of_two_sources_of_one_offer_one_stands_and_the_other_is_kept(world_con: duckdb.DuckDBPyConnection) -> None:
    con = world_con
    offers = "select source, price_in, is_current from stg_offers where offered = 'acorn/oak-70b' order by source"
    assert con.execute(offers).fetchall() == [("models_dev", 0.2, False), ("openrouter", 0.13, True)]
    assert con.execute("select count(*) from stg_offers where price_in < 0").fetchall() == [(0,)]


def test_a_model_page_shows_speed_with_date_source_and_doubt(world_site: Path) -> None:
    page = (world_site / "models" / "acorn-ai" / "oak-70b" / "index.html").read_text()
    assert "Speed, as published by Stopwatch" in page and "19 July 2025" in page
    assert "<h2>Prices and speed</h2>" in page and "42" in page and "0.50 s" in page
    doubted = (world_site / "models" / "birch-labs" / "birch-3b-it" / "index.html").read_text()
    assert "0.1 <small>doubtful</small>" in doubted
    assert "Doubtful at Cheap &amp; Sons: Less than one token a second." in doubted


@pytest.fixture
def refused(tmp_path: Path) -> Callable[[str, str], str]:
    """What is said of the made-up speeds when one text in their file is another."""

    def said(old: str, new: str) -> str:
        catalog = tmp_path / "catalog"
        for path in world.CATALOG.rglob("*.toml"):
            copy = catalog / path.relative_to(world.CATALOG)
            copy.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text()
            assert path != CHEAP or old in text
            copy.write_text(text.replace(old, new, 1) if path == CHEAP else text)
        with pytest.raises(SourceError) as raised:
            sources.load(duckdb.connect(), catalog=catalog, snapshots=world.bare(tmp_path / "snapshots"))
        return str(raised.value)

    return said


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("latency_seconds", "latency", "oak-70b: unknown key 'latency'"),
        ('license = "CC BY 4.0"\n', "", "the key 'license' is missing"),
        ("tokens_per_second = 0.1\n", "", "holds neither tokens_per_second nor latency_seconds"),
        ('doubt = "Less than one token a second."', "", "0.1 tokens a second after None s is hard to believe"),
        ("41.5", "0", "say why in `doubt`"),
        ('"birch-3b-it"', '"oak-70b"', "oak-70b: stands twice"),
        ("dated = 2025-07-19", 'dated = "July"', "dated = 'July' should be a date"),
    ],
)
def test_a_wrong_file_of_speeds_is_refused_by_name(
    refused: Callable[[str, str], str], old: str, new: str, sentence: str
) -> None:
    said = refused(old, new)
    assert "cheap.toml" in said and sentence in said and "\n" not in said


def test_no_shipped_speed_is_without_a_date_a_source_and_a_licence(shipped: duckdb.DuckDBPyConnection) -> None:
    columns = "count(*), count(dated), count(source_url), count(*) filter (where license = 'CC BY 4.0'), count(doubt)"
    n, *kept, doubted = shipped.execute(f"select {columns} from raw_speed").fetchall()[0]
    assert kept == [n] * 3 and 0 < doubted < n


@pytest.mark.parametrize(
    ("provider", "offered"),
    [
        ("digitalocean", "llama3-8b-instruct"),  # shown as Llama 3.1
        ("neon", "claude-sonnet-4"),  # shown as Claude Sonnet 4.5
        ("neon", "gemini-3-1-flash-lite"),  # shown as a preview
        ("iflowcn", "deepseek-v3.2"),  # shown as V3.2-Exp
        ("zenmux", "qwen/qwen3-max"),  # shown as Qwen3-Max-Thinking
        ("vercel", "meta/llama-4-scout"),  # shown as quantised
    ],
)
def test_an_offer_that_is_shown_as_another_model_is_of_none(
    shipped: duckdb.DuckDBPyConnection, provider: str, offered: str
) -> None:
    found = shipped.execute("select model_id from stg_offers where provider = ? and offered = ?", [provider, offered])
    assert found.fetchall() == [(None,)]
    others = shipped.execute("select count(model_id) from stg_offers where provider = ?", [provider]).fetchall()
    assert others[0][0] > 0


def test_a_name_that_moves_has_no_price(shipped: duckdb.DuckDBPyConnection) -> None:
    moving = "select organization_id || '/' || unnest(moving) as model_id from raw_organization"
    offered = shipped.execute(f"select count(*) from stg_offers join ({moving}) using (model_id)").fetchall()
    priced = shipped.execute(f"select count(*) from mart_prices join ({moving}) using (model_id)").fetchall()
    assert offered[0][0] > 0 and priced == [(0,)]
