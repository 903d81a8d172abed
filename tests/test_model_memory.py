"""The memory of a model's page: needs by length of text, what fits on which tier, tuning, and what is not known."""

import re
from pathlib import Path

import duckdb
import pytest

GIB = 1024**3


def section(site: Path, model_id: str) -> str:
    """The text of a page's section on memory, without its markup."""
    page = (site / "models" / model_id / "index.html").read_text()
    found = re.search(r"<h2>Memory</h2>(.*?)<h2", page, flags=re.S)
    assert found, model_id
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


@pytest.mark.parametrize(
    ("model", "at_32k", "at_128k"),
    [  # weights and 2 % of them at 16 bit, half a GiB, and caches worked out by hand
        ("meta-llama/llama-3.1-8b-instruct", 14.9575 * 1.02 + 0.5 + 4, 14.9575 * 1.02 + 0.5 + 16),
        ("qwen/qwen2.5-72b-instruct", 135.4259 * 1.02 + 0.5 + 10, None),
    ],
)
def test_a_longer_text_needs_its_cache_and_none_is_longer_than_the_model_takes(
    shipped: duckdb.DuckDBPyConnection, model: str, at_32k: float, at_128k: float | None
) -> None:
    found = shipped.execute(
        "select need_32k_gib, need_128k_gib from page_model_fits where model_id = ? and precision = 'bf16'", [model]
    ).fetchall()[0]
    for need, by_hand in zip(found, (at_32k, at_128k), strict=True):
        assert need == (by_hand and pytest.approx(by_hand, abs=1e-3))


def test_a_text_as_long_as_the_model_takes_has_a_column_of_its_own(shipped: duckdb.DuckDBPyConnection) -> None:
    wrong = """
        select model_id from page_model_fits
        where (need_longest_gib is not null)
            <> coalesce(longest_tokens > 8192 and longest_tokens not in (32768, 131072), false)
            or need_longest_gib < need_gib or need_32k_gib < need_gib or need_128k_gib < need_32k_gib
            or (need_32k_gib is null) <> coalesce(longest_tokens < 32768, false)
            or (need_128k_gib is null) <> coalesce(longest_tokens < 131072, true)
    """
    assert shipped.execute(wrong).fetchall() == []


def test_up_to_five_tiers_go_from_the_largest_that_lacks_to_the_smallest_that_holds_all(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    wrong = """
        with shown as (
            select
                model_id, count(*) as n_shown, count(*) filter (where fits_at is null) as n_lacking,
                min(tier_order) filter (where fits_at is not null) as first_shown
            from page_model_placements
            group by all
        )
        select model_id
        from shown
        join mart_placements using (model_id)
        group by model_id, n_shown, n_lacking, first_shown
        having n_shown > 5 or n_lacking > 1
            or first_shown is distinct from min(tier_order) filter (where fits_at is not null)
    """
    assert shipped.execute(wrong).fetchall() == []
    models = "select count(distinct model_id) from "
    assert (
        shipped.execute(models + "page_model_placements").fetchall()
        == shipped.execute(models + "mart_placements").fetchall()
    )


def test_as_many_tiers_as_would_do_hold_it_and_one_less_does_not(shipped: duckdb.DuckDBPyConnection) -> None:
    # Each holds its share and has an overhead of its own, on each of its cards.
    wrong = """
        select placed.model_id, placed.tier_id, n_needed
        from mart_placements as placed
        join mart_tiers using (tier_id)
        where n_needed * usable_gib < placed.need_gib + 0.5 * cards * (n_needed - 1) - 1e-9
            or n_needed > 2 and (n_needed - 1) * usable_gib >= placed.need_gib + 0.5 * cards * (n_needed - 2)
    """
    assert shipped.execute(wrong).fetchall() == []
    assert shipped.execute("select count(*) from mart_placements where n_needed > 2").fetchall()[0][0] > 100


def test_a_shorter_text_that_fits_where_8192_tokens_do_not_is_the_longest(shipped: duckdb.DuckDBPyConnection) -> None:
    wrong = """
        with placed as (
            select
                placed.*, shape, context_tokens,
                usable_gib - weights_gib - overhead_gib - 0.5 * (cards - 1) as room_gib
            from mart_placements as placed
            join mart_tiers using (tier_id)
            join mart_shapes using (model_id)
            join mart_fits as fit on fit.model_id = placed.model_id and precision = '4-bit'
            where shorter_tokens > 0
        )
        select model_id, tier_id
        from placed
        where shorter_tokens >= context_tokens
            or cache_gib(shape, shorter_tokens, 1, 16) > room_gib + 1e-9
            or cache_gib(shape, shorter_tokens + 1, 1, 16) <= room_gib
    """
    assert shipped.execute(wrong).fetchall() == []
    assert shipped.execute("select count(*) from mart_placements where shorter_tokens > 1000").fetchall()[0][0] > 10


def test_a_build_below_4_bit_is_named_only_where_4_bit_does_not_fit_and_it_does(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    wrong = """
        select placed.model_id, placed.tier_id
        from mart_placements as placed
        join mart_tiers as tier using (tier_id)
        left join mart_fits as fit on fit.model_id = placed.model_id and precision = fits_below_at
        where fits_below_at is not null
            and (fits_at is not null or fit.need_gib + 0.5 * (cards - 1) > usable_gib)
    """
    assert shipped.execute(wrong).fetchall() == []


def test_a_page_says_need_and_bounds_speed_and_tuning_with_what_they_rest_on(site: Path) -> None:
    told = section(site, "meta-llama/llama-3.1-8b-instruct")
    assert re.search(r"bf16 16\.8 16\.\d–\d\d\.\d 24 GB 19\.8 31\.8", told)
    assert "Cache: 128 KiB a token. Overhead: 0.5 GiB and 2 % of the weights." in told
    assert "Its longest text is 131,072 tokens." in told
    assert re.search(r"8 GB \d-bit [\d,]+ \d+ \d+–\d+ \S", told)
    assert re.search(
        r"To tune it takes 12\d GiB for all weights .*, 1\d\.\d GiB with LoRA .*, \d\.\d GiB with QLoRA", told
    )
    assert "AdamW, rank 16 on all linear layers, 2,048 tokens, layers recomputed" in told
    assert "llama-bench -m FILE.gguf -p 512 -n 128 -d 8192" in told


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("openai/gpt-oss-120b", "Cache: 36 KiB a token and 36 more within a window of 128."),
        ("deepseek-ai/deepseek-v3", "68.62 KiB a token, compressed (MLA)."),
        ("openai/gpt-oss-120b", r"with LoRA (320 GB; 241 GiB with the experts)"),
        ("openai/gpt-5", "No weights are published under this name"),
    ],
)
def test_a_page_says_what_kind_of_cache_and_mixture_it_is(site: Path, model: str, said: str) -> None:
    assert said in section(site, model)


def test_what_is_not_known_of_a_models_memory_is_said(shipped: duckdb.DuckDBPyConnection, site: Path) -> None:
    told = {
        "Its shape is not known to us: the cache is a bound": "kv_basis = 'bound'",
        "Its longest text is not known.": "longest_tokens is null",
    }
    for said, where in told.items():
        for is_said in (True, False):
            known = f"select min(model_id) from page_model_fits where ({where}) = {is_said}"
            model = shipped.execute(known).fetchall()[0][0]
            assert (said in section(site, model)) == is_said, model
    (width,) = shipped.execute(
        "select min(model_id) from page_model_tunings join page_models using (model_id) "
        "where not is_width_known and is_listed"
    ).fetchall()[0]
    assert "Its widths are not known" in section(site, width)


def test_an_unlisted_model_has_its_needs_only(shipped: duckdb.DuckDBPyConnection, site: Path) -> None:
    (model,) = shipped.execute(
        "select min(model_id) from page_model_fits join page_models using (model_id) where not is_listed"
    ).fetchall()[0]
    told = section(site, model)
    assert "Memory it needs, in GiB" in told and "On your card" not in told and "To tune it" not in told
