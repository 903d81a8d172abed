"""Known numbers on the shipped site: what its pages print and what its data say."""

import html
import json
import re
from pathlib import Path

import duckdb
import pytest


def text(path: Path) -> str:
    """What a reader sees of a page, in one line."""
    seen = re.sub(r"<(script|style)\b.*?</\1>", " ", path.read_text(encoding="utf-8"), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", seen)).split())


def has_row(path: Path, beginning: str, *parts: str) -> bool:
    """Whether a table row of a page begins with one text and holds some others."""
    found = re.findall(r"<tr\b.*?</tr>", path.read_text(encoding="utf-8"), flags=re.S)
    texts = [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", one)).split()) for one in found]
    return any(one.startswith(beginning) and all(part in one for part in parts) for one in texts)


@pytest.mark.parametrize(
    ("model", "average"),
    [("qwen/qwen2.5-72b-instruct", 47.98), ("meta-llama/llama-3.3-70b-instruct", 44.85)],
)
def test_an_average_is_the_published_one_on_the_page_and_in_the_data(site: Path, model: str, average: float) -> None:
    (score, low, high), *_ = duckdb.sql(
        f"select score, score_low, score_high from '{site}/data/page_model_domains.parquet' "
        f"where model_id = '{model}' and domain_id = 'overall' and board_id = 'open'"
    ).fetchall()
    assert score == pytest.approx(average, abs=0.005)
    assert has_row(site / "models" / model / "index.html", f"Overall {score:.1f} [{low:.1f}, {high:.1f}]")


def test_a_score_of_the_old_board_is_the_published_one(site: Path) -> None:
    page = site / "models" / "mistralai" / "mistral-7b-instruct-v0.2" / "index.html"
    assert has_row(page, "TruthfulQA 68.3 [")
    found = duckdb.sql(
        f"select round(score, 2) from '{site}/data/page_model_scores.parquet' "
        "where model_id = 'mistralai/mistral-7b-instruct-v0.2' and benchmark_id = 'truthfulqa' and is_headline"
    )
    assert found.fetchall() == [(68.26,)]


def test_the_arena_is_led_as_published_and_by_a_range_of_ranks(site: Path) -> None:
    found = json.loads((site / "data" / "page_arena.json").read_text())
    leader = found[0]
    assert (leader["arena_name"], leader["dated"]) == ("claude-opus-4-6-thinking", "2026-07-08")
    assert [round(leader[name]) for name in ("rating", "rating_low", "rating_high")] == [1501, 1497, 1505]
    assert leader["rank_low"] == 1 and leader["is_tied_best"]
    rank = f"1–{leader['rank_high']}" if leader["rank_high"] > 1 else "1 "
    assert has_row(site / "arena" / "index.html", rank, "claude-opus-4-6-thinking", "1,501 [1,497, 1,505]")


def test_a_tie_is_said_wherever_a_rank_is_printed(site: Path) -> None:
    found = json.loads((site / "data" / "page_arena.json").read_text())
    tied = [one for one in found if one["is_tied_best"]]
    assert f"{len(tied)} of {len(found)} rated entries may be first" in text(site / "arena" / "index.html")


def test_the_three_formats_of_a_table_hold_the_same_rows(site: Path) -> None:
    for about in json.loads((site / "data" / "index.json").read_text()):
        counts = {about["n_rows"]}
        for ending, reader in (("csv", "read_csv"), ("parquet", "read_parquet"), ("json", "read_json")):
            if path := about[ending]:
                option = (
                    ", all_varchar = true"
                    if ending == "csv"
                    else ", maximum_object_size = 100000000"
                    if ending == "json"
                    else ""
                )
                counts |= set(duckdb.sql(f"select count(*) from {reader}('{site / path}'{option})").fetchall()[0])
        assert len(counts) == 1, about["table_name"]


def test_the_sources_page_gives_each_source_its_licence_and_date(site: Path) -> None:
    seen = text(site / "sources" / "index.html")
    for source in json.loads((site / "data" / "page_sources.json").read_text()):
        assert source["name"] in seen
        assert source["license"] in seen
        assert all(file["sha256"] in seen for file in source["files"]) and source["files"]


def test_inside_the_bracket_a_clear_gap_is_said_to_be_of_the_pair_alone(site: Path) -> None:
    pages = [*site.glob("benchmarks/*/index.html"), *site.glob("domains/*/index.html")]
    tied = [
        row for page in pages for row in re.findall(r'<tr class="tied"[^>]*>.*?</tr>', page.read_text(), flags=re.S)
    ]
    assert sum("(this pair alone)" in row for row in tied) > 100
    assert [row for row in tied if re.search(r'class="flag (clear|likely)"', row)] == []


def test_the_labels_of_an_axis_keep_their_digits(site: Path) -> None:
    labels = re.findall(r">(\d[\d.]*)</text>", (site / "newest" / "index.html").read_text())
    assert "0.05" in labels and "0.0" not in labels


def test_a_makers_own_model_of_no_stated_base_is_called_fine_tuned_only_by_its_name(site: Path) -> None:
    called = duckdb.sql(
        f"select model_id, base_model, is_official from '{site}/data/page_models.parquet' where kind = 'fine-tuned'"
    ).fetchall()
    assert len(called) > 4000
    own = [model for model, base, is_official in called if is_official and base is None]
    assert [model for model in own if not re.search(r"tuned?\b|\bft\b", model)] == []
    page = site / "models" / "meta-llama" / "llama-3.1-8b" / "index.html"
    assert "Kind not stated Base model –" in text(page)


def test_the_scale_of_the_plain_ratings_broke_four_times_and_the_chart_says_so(site: Path) -> None:
    found = json.loads((site / "data" / "page_arena_breaks.json").read_text())
    plain = [(row["dated"], round(row["shift"], 1)) for row in found if row["ratings"] == "plain"]
    assert plain == [("2024-04-26", 5.5), ("2024-05-27", -3.0), ("2025-05-24", -3.4), ("2025-11-06", 19.6)]
    page = (site / "arena" / "index.html").read_text()
    assert re.findall(r">scale ([+−]\d+)<", page) == ["+5", "−3", "−3", "+20"]
