"""Pages of hardware: devices on their tiers, cards together, tuning, and the rule of thumb against METHODS 6.2."""

import itertools
import re
from pathlib import Path

import duckdb
import pytest

from templates import Data, Renderer

GIB = 1024**3


def test_a_device_is_of_the_largest_tier_whose_models_it_holds(shipped: duckdb.DuckDBPyConnection) -> None:
    wrong = shipped.execute("""
        select gpu_id, device.tier_id, device.usable_gib
        from page_hardware_devices as device
        left join mart_tiers as own using (tier_id)
        where own.usable_gib > device.usable_gib + 0.001
            or exists (
                select 1 from mart_tiers as other
                where other.usable_gib <= device.usable_gib and other.usable_gib > coalesce(own.usable_gib, 0)
            )
    """)
    assert wrong.fetchall() == []


def test_a_device_holds_no_less_than_its_tier(shipped: duckdb.DuckDBPyConnection) -> None:
    wrong = shipped.execute("""
        select gpu_id from page_hardware_devices as device join page_hardware as tier using (tier_id)
        where device.usable_gib >= tier.usable_gib
            and (device.largest_4bit_b < tier.largest_4bit_b or device.largest_bf16_b < tier.largest_bf16_b)
    """)
    assert wrong.fetchall() == []


def test_a_devices_speed_follows_from_its_bandwidth_and_from_what_a_token_reads(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    found = shipped.execute("""
        select bandwidth_gb_per_s, tokens_per_second_low, tokens_per_second_high, read_parameters,
            bits_per_weight, kv_gib
        from page_hardware_devices
        join mart_widths on model_id = example_model_id
        join mart_fits as fit on fit.model_id = example_model_id and precision = '4-bit'
        where tokens_per_second_low is not null
    """).fetchall()
    (share,) = shipped.execute("select speed_share from raw_precision where precision_id = '4-bit'").fetchall()[0]
    assert len(found) > 20
    for bandwidth, low, high, read, bits, kv in found:
        bound = share * bandwidth * 1e9 / (read * bits / 8 + kv * GIB)
        assert (low, high) == pytest.approx((0.6 * bound, 0.85 * bound))


def test_two_cards_hold_less_than_one_of_their_memory(shipped: duckdb.DuckDBPyConnection) -> None:
    two = shipped.execute("""
        select pair.usable_gib, one.usable_gib, pair.largest_4bit_b <= one.largest_4bit_b
        from page_hardware_combinations as pair join page_hardware as one on one.memory_gib = pair.memory_gib
        where pair.tier_id = '24gb' and pair.cards = 2
    """).fetchall()
    assert two == [(pytest.approx(0.92 * 48 - 1), pytest.approx(0.92 * 48), True)]


def test_cards_that_are_a_tier_of_their_own_hold_what_the_tier_holds(shipped: duckdb.DuckDBPyConnection) -> None:
    found = shipped.execute("""
        select
            several.largest_bf16_b = tier.largest_bf16_b
            and several.largest_8bit_b = tier.largest_8bit_b
            and several.largest_4bit_b = tier.largest_4bit_b
        from page_hardware_combinations as several join page_hardware as tier on tier.tier_id = combined_tier_id
    """).fetchall()
    assert found and set(found) == {(True,)}


def test_qlora_never_needs_more_than_lora_nor_lora_more_than_all_weights(shipped: duckdb.DuckDBPyConnection) -> None:
    wrong = shipped.execute("""
        select model_id from (pivot mart_tunings on method using any_value(need_gib) group by model_id)
        where not ("qlora" <= "lora" + 1e-9 and "lora" < "full")
    """)
    assert wrong.fetchall() == []


def test_what_can_be_tuned_grows_with_the_tier_and_as_the_way_saves_more(shipped: duckdb.DuckDBPyConnection) -> None:
    found = shipped.execute("""
        select tier_id, list(n_models order by method = 'full' desc, method = 'lora' desc) as counts
        from page_hardware_tuning_methods join mart_tiers using (tier_id)
        group by tier_id, tier_order order by tier_order
    """).fetchall()
    counts = [row[1] for row in found]
    assert all(full <= lora <= qlora for full, lora, qlora in counts)
    assert all(a <= b for before, after in itertools.pairwise(counts) for a, b in zip(before, after, strict=True))


def test_a_page_of_tuning_stays_small_and_says_what_it_leaves_out(shipped: duckdb.DuckDBPyConnection) -> None:
    renderer = Renderer(Data(shipped))
    for row in renderer.data.rows("page_hardware_tuning"):
        listed = renderer.data.rows("page_hardware_tunings", tier_id=row.tier_id)
        assert len(listed) == row.n_shown <= 200
    for path, body in renderer.render("pages/hardware/{tier_id}/tuning.html", "page_hardware_tuning"):
        assert len(body) < 150_000, path


# METHODS 6.2: GiB at 16 bit and 4,096, 16,384 and 32,768 tokens, at 4 bit and 4,096 and 32,768, and rule ÷ exact.
@pytest.mark.parametrize(
    ("model", "full", "packed", "ratios"),
    [
        ("meta-llama/llama-3.1-8b-instruct", (16.3, 17.8, 19.8), (5.7, 9.2), (1.32, 1.57, 2.17)),
        ("qwen/qwen2.5-7b-instruct", (15.2, 15.8, 16.7), (5.1, 6.7), (1.34, 1.67, 2.43)),
        ("qwen/qwen2.5-32b-instruct", (63.7, 66.7, 70.7), (20.5, 27.5), (1.37, 1.70, 2.47)),
        ("qwen/qwen2.5-72b-instruct", (139.9, 143.6, 148.6), (44.0, 52.8), (1.39, 1.75, 2.61)),
        ("mistralai/mixtral-8x7b-instruct-v0.1", (89.7, 91.2, 93.2), (28.1, 31.6), (1.39, 1.77, 2.67)),
        ("google/gemma-2-27b-it", (53.7,), (17.8,), (1.35,)),
        ("deepseek-ai/deepseek-v3", (), (390.8, 392.6), (2.80,)),
        ("openai/gpt-oss-120b", (), (), (4.97,)),
    ],
)
def test_the_rule_and_the_need_of_known_models_are_those_worked_out_by_hand(
    shipped: duckdb.DuckDBPyConnection,
    model: str,
    full: tuple[float, ...],
    packed: tuple[float, ...],
    ratios: tuple[float, ...],
) -> None:
    columns = ("need_bf16_4k_gib, need_bf16_16k_gib, need_bf16_32k_gib, need_4bit_4k_gib, need_4bit_32k_gib, "
               "ratio_4k, ratio_16k, ratio_32k, is_shown")  # fmt: skip
    found = shipped.execute(f"select {columns} from page_hardware_rule_models where model_id = ?", [model])
    row = found.fetchall()[0]
    assert row[:3][: len(full)] == pytest.approx(full, abs=0.06)
    assert row[3:5][: len(packed)] == pytest.approx(packed, abs=0.06)
    assert row[5:8][: len(ratios)] == pytest.approx(ratios, abs=0.006)
    assert row[8]


def test_the_rule_is_safe_for_one_user_at_16_bit_and_for_many_users_it_is_not(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    found = shipped.execute("""
        select precision, users, tokens, agree_percent, wrong_no_percent, wrong_yes_percent
        from page_hardware_rule_decisions
    """).fetchall()
    by = {(precision, users, tokens): tuple(shares) for precision, users, tokens, *shares in found}
    agree, _, wrong_yes = by["bf16", 1, None]
    assert agree > 90 and wrong_yes < 0.5
    # What it lets in wrongly are small models of many key-value heads: half a GiB and a large cache on little memory.
    largest = "select max(largest_wrong_yes_b) from page_hardware_rule_decisions where precision = 'bf16' and users = 1"
    assert shipped.execute(largest).fetchall()[0][0] < 5
    for tokens in (None, 4096, 16384, 32768):
        wrong_no = [by[precision, 1, tokens][1] for precision in ("bf16", "8-bit", "4-bit")]
        assert wrong_no == sorted(wrong_no) and wrong_no[0] < wrong_no[2]
        fits = [by["bf16", users, tokens][2] for users in (1, 8, 32)]
        assert fits == sorted(fits) and fits[0] < fits[1] < fits[2]


def test_every_decision_is_counted_once(shipped: duckdb.DuckDBPyConnection) -> None:
    found = shipped.execute("""
        select
            sum(n_decisions) filter (where tokens is null) = sum(n_decisions) filter (where tokens is not null),
            max(n_decisions) filter (where tokens is not null) <= any_value(n_models) * any_value(n_tiers)
        from page_hardware_rule_decisions cross join page_hardware_rule group by precision, users
    """).fetchall()
    assert set(found) == {(True, True)}


def test_the_pages_of_hardware_are_whole_without_a_script(
    world_site: Path, world_con: duckdb.DuckDBPyConnection
) -> None:
    devices = (world_site / "hardware" / "devices" / "index.html").read_text()
    for name, url in world_con.execute("select name, source_url from page_hardware_devices").fetchall():
        assert f'<th scope="row">{name}<details' in devices and f'href="{url}"' in devices
    assert "llama-bench -m model.gguf -p 512 -n 128" in devices and "not measured" in devices
    index = (world_site / "hardware" / "index.html").read_text()
    assert 'href="../hardware/devices/"' in index and 'href="../hardware/rule-of-thumb/"' in index
    for (tier,) in world_con.execute("select tier_id from mart_tiers").fetchall():
        assert f'href="../../hardware/{tier}/tuning/"' in (world_site / "hardware" / tier / "index.html").read_text()
        tuning = (world_site / "hardware" / tier / "tuning" / "index.html").read_text()
        assert "2,048 tokens" in tuning and "AdamW" in tuning and "rank 16" in tuning
    rule = re.sub(r"<[^>]+>", "", (world_site / "hardware" / "rule-of-thumb" / "index.html").read_text())
    assert "memory · 0.75 / multiplier / 2" in rule and "Yes wrongly, %" in rule
