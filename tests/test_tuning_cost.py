"""What tuning takes: formulas by hand, machines that hold it, measured speeds, refusals, and the pages' numbers."""

import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

import sources
import sql
from sources._contract import SourceError
from tests import world

GIB = 1024**3


def one(con: duckdb.DuckDBPyConnection, query: str, *given: object) -> tuple[Any, ...]:
    (row,) = con.execute(query, list(given)).fetchall()
    return row


@pytest.mark.parametrize(
    ("tflops", "method", "parameters", "pace"),
    [
        (312, "lora", 7.72e9, (2020.7, 3536.3)),  # 312e12 · 0.2 / (4 · 7.72e9)
        (312, "qlora", 7.72e9, (2020.7, 3536.3)),
        (312, "full", 7.72e9, (1347.2, 2357.5)),
        (165.2, "lora", 8.03e9, (1028.6, 1800.1)),
    ],
)
def test_tokens_a_second_are_a_share_of_the_peak_over_six_or_four_operations_a_parameter(
    tflops: float, method: str, parameters: float, pace: tuple[float, float]
) -> None:
    with sql.connect() as con:
        found = one(
            con,
            "select tuning_pace($1, 1, tuning_flops($2, $3), tuning_share_low()), "
            "tuning_pace($1, 1, tuning_flops($2, $3), tuning_share_high())",
            tflops, method, parameters,
        )  # fmt: skip
    assert found == pytest.approx(pace, abs=0.06)


def test_a_million_tokens_cost_what_a_calculator_says(shipped: duckdb.DuckDBPyConnection) -> None:
    found = one(
        shipped,
        "select tokens_per_second_low, hours_per_mtok_high, usd_per_mtok_low, usd_per_mtok_high from mart_tuning_costs "
        "where model_id = 'mistralai/mistral-7b-v0.1' and method = 'lora' and rental_id = 'hf-jobs-a100'",
    )
    low = 312e12 * 0.20 / (4 * 7_241_732_096)
    high = 312e12 * 0.35 / (4 * 7_241_732_096)
    assert found == pytest.approx((low, 1e6 / low / 3600, 2.5e6 / high / 3600, 2.5e6 / low / 3600), rel=1e-9)


def test_the_machine_is_the_one_with_the_fewest_cards_that_holds_it(shipped: duckdb.DuckDBPyConnection) -> None:
    rows = shipped.execute("select rental_id, need_gib, cards, usd_per_hour from mart_tuning_costs").fetchall()
    offers = shipped.execute(
        "select rental_id, cards, usd_per_hour, memory_gib * usable_share "
        "from raw_rental join raw_gpu on gpu_id = device"
    ).fetchall()
    assert {cards for *_, cards, _ in rows} >= {1, 2, 4, None}
    for rental, need, cards, usd in rows:
        holds = sorted(
            (count, price)
            for name, count, price, usable in offers
            if name == rental and need + 0.5 * (count - 1) <= count * usable
        )
        assert (cards, usd) == (holds[0] if holds else (None, None)), (rental, need)


def test_published_speeds_lie_in_the_range_or_the_page_says_how_far_outside(shipped: duckdb.DuckDBPyConnection) -> None:
    rows = shipped.execute(
        "select study, method, tokens, setup, tokens_per_second, times_range from page_tuning_cost_checks"
    ).fetchall()
    by = {(study, method, tokens, setup): (speed, times) for study, method, tokens, setup, speed, times in rows}
    alone = "one text at a time"
    assert by["qwen", "lora", 4096, alone] == (pytest.approx(3244, abs=1), 1)
    assert by["torchtune", "lora", 2048, "packed, compiled"] == (3083, pytest.approx(3083 / 1800.12, abs=0.001))
    assert all(times == 1 for (study, _, tokens, _), (_, times) in by.items() if study == "qwen" and tokens >= 1024)
    # What the page says of the rest: up to three times as long, or little more than half the time.
    assert 1 / 3 < min(times for _, times in by.values()) < 1 < max(times for _, times in by.values()) < 2


def test_a_task_of_the_example_costs_its_tokens_at_the_price_of_a_token(shipped: duckdb.DuckDBPyConnection) -> None:
    epochs, low, high = one(shipped, "select epochs, usd_per_mtok_low, usd_per_mtok_high from page_tuning_cost")
    task = one(
        shipped,
        "select tokens, usd_low, usd_high, usd_40k_high from page_tuning_cost_tasks where tuning_task_id = 'gsm8k'",
    )
    tokens = 7473 * 276 * epochs
    assert task == pytest.approx((tokens, tokens / 1e6 * low, tokens / 1e6 * high, 40_000 * 276 / 1e6 * high))
    n, median, most = one(shipped, "select count(*), median(usd_high), max(usd_high) from page_tuning_cost_tasks")
    assert n == 31 and 1 < median < 10 and most > 100, (
        "the page says that half cost a few dollars, the largest a hundred"
    )


def test_an_adapter_and_how_many_fit_are_those_of_its_shape(shipped: duckdb.DuckDBPyConnection) -> None:
    found = one(
        shipped,
        "select adapter_parameters, adapter_mb, n_adapters_bf16_24, n_adapters_4bit_80, need_bf16, need_packed "
        "from page_tuning_memory "
        "join (select model_id, need_gib as need_bf16 from mart_fits where precision = 'bf16') using (model_id) "
        "join (select model_id, need_gib as need_packed from mart_fits where precision = '4-bit') using (model_id) "
        "where model_id = 'mistralai/mistral-7b-v0.1'",
    )
    # 32 layers: query and output 4096 + 4096, keys and values 4096 + 1024, three of the feed-forward 4096 + 14336.
    parameters = 16 * 32 * (2 * (4096 + 4096) + 2 * (4096 + 1024) + 3 * (4096 + 14336))
    assert found[:2] == (parameters, pytest.approx(2 * parameters / 1e6))
    each = 2 * parameters / GIB
    assert found[2:4] == ((0.92 * 24 - found[4]) // each, (0.92 * 80 - found[5]) // each)


def test_the_made_up_card_without_a_peak_has_a_price_and_no_speed(world_con: duckdb.DuckDBPyConnection) -> None:
    rows = world_con.execute(
        "select rental_id, tensor_tflops, tokens_per_second_low is not null from page_tuning_cost_devices"
    ).fetchall()
    assert sorted(rows) == [("pebble", None, False), ("slab", 100.0, True)]
    assert one(world_con, "select distinct rental_id from page_tuning_costs") == ("slab",)
    speeds = "select method, tokens_per_second, share_percent from page_tuning_cost_checks order by run"
    assert world_con.execute(speeds).fetchall() == [
        ("lora", 1000.0, pytest.approx(28.0)),  # 4 texts of 1,000 tokens in 4 s; 28e9 operations each of 100e12
        ("full", 2000.0, pytest.approx(84.0)),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("gpus/slab.toml", 'tensor_source = "https://example.org/slab"\n', "", "tensor_source belong together"),
        ("gpus/slab.toml", "tensor_tflops = 100.0\n", "", "tensor_source belong together"),
        ("gpus/slab.toml", "tensor_tflops = 100.0", "tensor_tflops = 0.0", "tensor_tflops = 0; it is above 0"),
        ("rentals/slab.toml", 'device = "slab"', 'device = "slap"', "there is no 'slap' among the gpus; there"),
        ("rentals/slab.toml", "usd_per_hour = 2.0", "usd_per_hour = 0.0", "1 cards for 0 dollars an hour"),
        ("rentals/slab.toml", "cards = 8", "cards = 1", "a machine of 1 cards stands twice"),
        ("rentals/slab.toml", 'source = "https://example.org/hire"\n', "", "the key 'source' is missing"),
        ("tuning_speeds/stopwatch.toml", "texts = 4\n", "", "run 1: texts and seconds_per_iteration belong together"),
        ("tuning_speeds/stopwatch.toml", 'device = "slab"', 'device = "slap"', "run 1: there is no 'slap'"),
        ("tuning_speeds/stopwatch.toml", "tokens_per_second = 2000.0\n", "", "run 2: give tokens_per_second or"),
        ("tuning_speeds/stopwatch.toml", "tokens = 1000", "tokens = 0", "run 1: tokens = 0; it is above 0"),
    ],
)  # fmt: skip
def test_a_wrong_price_peak_or_speed_is_refused_by_name(
    tmp_path: Path, file: str, old: str, new: str, sentence: str
) -> None:
    catalog = tmp_path / "catalog"
    shutil.copytree(world.CATALOG, catalog)
    text = (catalog / file).read_text()
    assert old in text
    (catalog / file).write_text(text.replace(old, new, 1))
    with pytest.raises(SourceError) as raised:
        sources.load(duckdb.connect(), catalog=catalog, snapshots=world.bare(tmp_path / "snapshots"))
    assert Path(file).name in str(raised.value) and sentence in str(raised.value)


@pytest.mark.parametrize("folder", ["gpus", "rentals", "tuning_speeds"])
def test_every_peak_price_and_speed_names_an_address(folder: str) -> None:
    key = {"gpus": "tensor_source", "rentals": "source", "tuning_speeds": "url"}[folder]
    stated = [sources.toml(path) for path in sorted((sources.HERE / "catalog" / folder).glob("*.toml"))]
    addresses = [about[key] for about in stated if folder != "gpus" or "tensor_tflops" in about]
    assert addresses and all(address.startswith("https://") for address in addresses)


def said(path: Path) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")))


def test_the_page_shows_the_numbers_of_its_views(world_con: duckdb.DuckDBPyConnection, world_site: Path) -> None:
    text = said(world_site / "tuning" / "cost" / "index.html")
    html = (world_site / "tuning" / "cost" / "index.html").read_text(encoding="utf-8")
    for name, full, lora, qlora in world_con.execute(
        "select model_name, full_gib, lora_gib, qlora_gib from page_tuning_memory"
    ).fetchall():
        row = text.split(f" {name} ")[1]
        assert all(f" {gib:.1f} " in row[:600] for gib in (qlora, lora, full)), name
    cells = re.findall(r'data-card="(\d) × Slab" data-hours="\S+ \S+" data-usd="(\S+) (\S+)"', html)
    rows = world_con.execute(
        "select cards, usd_per_mtok_low, usd_per_mtok_high from page_tuning_costs where is_shown and cards is not null"
    ).fetchall()
    assert sorted((int(cards), float(low), float(high)) for cards, low, high in cells) == sorted(rows) != []
    e = one(world_con, "select tokens_per_second_low, tokens_per_second_high from page_tuning_cost")
    assert f"make {e[0]:,.0f} to {e[1]:,.0f} tokens a second" in text


def test_every_cell_of_the_matrix_of_costs_stands_below_its_card(
    world_site: Path, shipped: duckdb.DuckDBPyConnection
) -> None:
    columns = "select list(rental_id) as columns from page_tuning_costs group by model_id, method"
    assert one(shipped, f"select count(distinct columns) from ({columns})") == (1,)
    html = (world_site / "tuning" / "cost" / "index.html").read_text(encoding="utf-8")
    heads = re.findall(r'<th scope="col" class="n">([^<]+)</th>', html.split('id="costs"')[1].split("</thead>")[0])
    assert heads == ["Slab"]


def test_the_guide_cites_a_paper_for_each_number(world_site: Path) -> None:
    html = (world_site / "tuning" / "guide" / "index.html").read_text(encoding="utf-8")
    risks = html.split('id="risks"')[1].split('id="after"')[0]
    for line in re.findall(r"<li>(.*?)</li>", risks, flags=re.S):
        plain = re.sub(r"<[^>]+>", "", line)
        assert not re.search(r"\d", plain) or 'href="https://arxiv.org/abs/' in line, plain
