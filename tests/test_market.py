"""What models cost and how fast they are: OpenRouter beside models.dev, and speeds with their doubts."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

import sources
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
        "dated": date(2026, 5, 28),
    }
    assert offers == [
        Offer(
            model="acorn/oak-70b",
            name="Acorn/Oak-70B",
            hub_id="acorn-ai/Oak-70B",
            price_in=0.13,
            price_out=0.13,
            **usual,
        ),
        Offer(model="acorn/oak-70b:free", name="Acorn/Oak-70B:Free", price_in=0.0, price_out=0.0, **usual),
        Offer(model="openrouter/auto", name="Openrouter/Auto", **usual),
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


def test_of_two_sources_of_one_offer_the_newer_stands_and_the_other_is_kept(
    world_con: duckdb.DuckDBPyConnection,
) -> None:
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
