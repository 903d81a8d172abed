"""Facts of models told for what they are: releases and repositories, bits as published, repeated runs, base models."""

from datetime import date
from pathlib import Path

import duckdb
import pytest


@pytest.mark.parametrize(
    ("model", "released_on", "source"),
    [
        ("meta-llama/llama-3.3-70b-instruct", date(2024, 12, 6), "epoch"),  # its repository: 26 November
        ("google/gemma-4-31b-it", date(2026, 4, 2), "epoch"),  # its repository: 11 March
        ("mistralai/mixtral-8x7b-v0.1", date(2023, 12, 11), "epoch"),  # its repository: 1 December
        ("moonshotai/kimi-k2.5", date(2026, 1, 27), "epoch"),  # its repository: 1 January
        ("google/gemma-4-26b-a4b-it", date(2026, 4, 2), "models_dev"),  # its repository: 11 March
        ("qwen/qwen2.5-7b-instruct", date(2024, 9, 16), "model_facts"),  # five months before the release stated
        ("eleutherai/gpt-neo-2.7b", None, None),  # a year before the release stated, and no longer known when
    ],
)
def test_a_stated_release_comes_before_the_day_a_repository_was_created(
    shipped: duckdb.DuckDBPyConnection, model: str, released_on: date | None, source: str | None
) -> None:
    told = "select released_on, released_source from page_models where model_id = ?"
    assert shipped.execute(told, [model]).fetchall() == [(released_on, source)]


def test_the_day_on_which_the_hub_began_to_count_dates_no_model(shipped: duckdb.DuckDBPyConnection) -> None:
    received = "select count(*) from raw_model_fact where released_on = '2022-03-02'"
    assert shipped.execute(received).fetchall()[0][0] > 100
    told = "select count(*) from mart_models where released_on = '2022-03-02'"
    assert shipped.execute(told).fetchall() == [(0,)]
    unknown = "select released_on from mart_models where model_id = 'eleutherai/gpt-neo-125m'"
    assert shipped.execute(unknown).fetchall() == [(None,)]


def test_a_page_says_whether_a_date_is_of_a_release_or_of_a_repository(site: Path) -> None:
    llama = (site / "models" / "meta-llama" / "llama-3.3-70b-instruct" / "index.html").read_text()
    falcon = (site / "models" / "tiiuae" / "falcon3-7b-instruct" / "index.html").read_text()
    assert "<dt>Released</dt><dd>6 December 2024" in llama and "On the Hub since" not in llama
    assert "<dt>On the Hub since</dt><dd>" in falcon and "<dt>Released</dt>" not in falcon
    assert "Hub date of <a" in (site / "families" / "falcon" / "index.html").read_text()


def test_what_is_published_in_few_bits_is_not_called_by_more(shipped: duckdb.DuckDBPyConnection) -> None:
    told = """
        select coalesce(published_as, precision), round(bits_per_weight, 2)
        from page_model_fits
        where model_id = ? and precision in ('bf16', '8-bit', '4-bit') order by rowid
    """
    assert shipped.execute(told, ["deepseek-ai/deepseek-v3"]).fetchall() == [
        ("as published, 8 bit", 8.0),
        ("4-bit", 4.89),
    ]
    assert shipped.execute(told, ["openai/gpt-oss-120b"]).fetchall() == [("as published, 4.47 bit", 4.47)]
    whole = [("bf16", 16.0), ("8-bit", 8.5), ("4-bit", 4.89)]
    assert shipped.execute(told, ["meta-llama/llama-3.1-8b-instruct"]).fetchall() == whole


def test_an_error_that_one_pass_over_the_questions_does_not_allow_is_said_to_be_of_several_runs(
    shipped: duckdb.DuckDBPyConnection, site: Path
) -> None:
    once = """
        select count(*) from page_model_scores
        where source = 'epoch' and error_note is null and n is not null and unit = 'points' and score between 10 and 90
            and score_high - score_low < 0.9 * 2 * 1.959964 * 100 * sqrt(score / 100 * (1 - score / 100) / n)
    """
    assert shipped.execute(once).fetchall() == [(0,)]
    repeated = (
        "select model_id from page_model_scores "
        "where error_note is not null and is_headline and benchmark_id = 'gpqa-diamond'"
    )
    models = [model for (model,) in shipped.execute(repeated).fetchall()]
    assert len(models) > 50
    page = (site / "models" / models[0] / "index.html").read_text()
    assert "198 <small>several runs, error as published</small>" in page


def test_a_model_that_names_another_as_its_base_is_not_said_to_be_built_on_it(site: Path) -> None:
    page = (site / "models" / "meta-llama" / "llama-3.1-8b-instruct" / "index.html").read_text()
    assert "as its base" in page or "as their base" in page
    assert "built on it" not in page
