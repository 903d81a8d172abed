"""Names and models on the shipped figures: what is one model, what is two, and what is a setting of one."""

import duckdb
import pytest

# source, the name there, the model it stands for, its setting
SAME = [
    ("arena", "gpt-4-0314", "openai/gpt-4-0314", ""),
    ("arena", "gpt-4-0613", "openai/gpt-4-0613", ""),
    ("arena", "gpt-4-1106-preview", "openai/gpt-4-1106-preview", ""),
    ("arena", "gpt-4-turbo-2024-04-09", "openai/gpt-4-turbo-2024-04-09", ""),
    ("arena", "gpt-4.1-2025-04-14", "openai/gpt-4.1", ""),
    ("epoch", "gpt-4.1-2025-04-14", "openai/gpt-4.1", ""),
    ("arena", "gpt-4.1-mini-2025-04-14", "openai/gpt-4.1-mini", ""),
    ("arena", "gpt-4.5-preview-2025-02-27", "openai/gpt-4.5-preview", ""),
    ("arena", "gpt-4o-mini-2024-07-18", "openai/gpt-4o-mini", ""),
    ("arena", "chatgpt-4o-latest-20240808", "openai/chatgpt-4o-latest-20240808", ""),
    ("arena", "o3-mini", "openai/o3-mini", ""),
    ("arena", "o3-mini-high", "openai/o3-mini", "high"),
    ("epoch", "o3-mini-2025-01-31_high", "openai/o3-mini", "high"),
    ("epoch", "o3-2025-04-16_low", "openai/o3", "low"),
    ("epoch", "o3-pro-2025-06-10_high", "openai/o3-pro", "high"),
    ("epoch", "o1-mini-2024-09-12_medium", "openai/o1-mini", "medium"),
    ("arena", "o1-2024-12-17", "openai/o1", ""),
    ("epoch", "o1-2024-12-17_high", "openai/o1", "high"),
    ("arena", "o1-preview", "openai/o1-preview", ""),
    ("epoch", "o1-preview-2024-09-12", "openai/o1-preview", ""),
    ("arena", "claude-3-5-sonnet-20240620", "anthropic/claude-3-5-sonnet-20240620", ""),
    ("epoch", "claude-3-5-sonnet-20240620", "anthropic/claude-3-5-sonnet-20240620", ""),
    ("arena", "claude-3-5-sonnet-20241022", "anthropic/claude-3-5-sonnet-20241022", ""),
    ("arena", "claude-opus-4-6", "anthropic/claude-opus-4-6", ""),
    ("arena", "claude-opus-4-6-thinking", "anthropic/claude-opus-4-6", "thinking"),
    ("epoch", "claude-opus-4-6_high", "anthropic/claude-opus-4-6", "high"),
    ("epoch", "claude-opus-4-6_unknown", "anthropic/claude-opus-4-6", "unknown effort"),
    ("arena", "claude-opus-4-20250514-thinking-16k", "anthropic/claude-opus-4-20250514", "thinking-16k"),
    ("epoch", "claude-opus-4-20250514_16K", "anthropic/claude-opus-4-20250514", "thinking-16k"),
    ("arena", "llama-3-8b-instruct", "meta-llama/meta-llama-3-8b-instruct", ""),
    ("arena", "llama-3.1-8b-instruct", "meta-llama/llama-3.1-8b-instruct", ""),
    ("epoch", "Llama-3.1-8B-Instruct", "meta-llama/llama-3.1-8b-instruct", ""),
    ("arena", "llama-3.2-1b-instruct", "meta-llama/llama-3.2-1b-instruct", ""),
    ("arena", "llama-3.3-70b-instruct", "meta-llama/llama-3.3-70b-instruct", ""),
    ("epoch", "Meta-Llama-3-8B", "meta-llama/meta-llama-3-8b", ""),
    ("epoch", "Meta-Llama-3-8B-Instruct", "meta-llama/meta-llama-3-8b-instruct", ""),
    ("epoch", "Llama-3.1-405B", "meta-llama/llama-3.1-405b", ""),
    ("arena", "llama-3.1-nemotron-70b-instruct", "nvidia/llama-3.1-nemotron-70b-instruct-hf", ""),
    ("epoch", "Qwen2.5-Coder-7B-Instruct", "qwen/qwen2.5-coder-7b-instruct", ""),
    ("epoch", "qwen2.5-7b-instruct", "qwen/qwen2.5-7b-instruct", ""),
    ("epoch", "qwen2.5-72b-instruct", "qwen/qwen2.5-72b-instruct", ""),
    ("epoch", "Qwen2.5-72B", "qwen/qwen2.5-72b", ""),
    ("arena", "qwen3-235b-a22b", "qwen/qwen3-235b-a22b", ""),
    ("arena", "qwen3-235b-a22b-no-thinking", "qwen/qwen3-235b-a22b", "no thinking"),
    ("arena", "qwen3-235b-a22b-thinking-2507", "qwen/qwen3-235b-a22b-thinking-2507", ""),
    ("arena", "qwen3-next-80b-a3b-thinking", "qwen/qwen3-next-80b-a3b-thinking", ""),
    ("arena", "mistral-large-2402", "mistral/mistral-large-2402", ""),
    ("arena", "mistral-large-2407", "mistralai/mistral-large-instruct-2407", ""),
    ("arena", "mistral-large-2411", "mistralai/mistral-large-instruct-2411", ""),
    ("epoch", "mistral-small-2402", "mistral/mistral-small-2402", ""),
    ("epoch", "mistral-small-2501", "mistralai/mistral-small-24b-instruct-2501", ""),
    ("epoch", "mistral-small-2503", "mistralai/mistral-small-3.1-24b-instruct-2503", ""),
    ("arena", "mistral-small-2506", "mistralai/mistral-small-3.2-24b-instruct-2506", ""),
    ("epoch", "phi-1_5", "microsoft/phi-1_5", ""),
    ("arena", "phi-4", "microsoft/phi-4", ""),
    ("arena", "gemma-4-31b", "google/gemma-4-31b-it", ""),
    ("epoch", "gemma-4-31b-it", "google/gemma-4-31b-it", ""),
    ("epoch", "gemma-2-9b", "google/gemma-2-9b", ""),
    ("epoch", "gemma-2-9b-it", "google/gemma-2-9b-it", ""),
    ("arena", "gemma-2-9b-it-simpo", "princeton-nlp/gemma-2-9b-it-simpo", ""),
    ("arena", "deepseek-v3", "deepseek-ai/deepseek-v3", ""),
    ("arena", "deepseek-v3-0324", "deepseek-ai/deepseek-v3-0324", ""),
    ("arena", "deepseek-v3.1-terminus-thinking", "deepseek-ai/deepseek-v3.1-terminus", "thinking"),
    ("epoch", "DeepSeek-V3-Base", "deepseek-ai/deepseek-v3-base", ""),
    ("epoch", "DeepSeek-R1-Distill-Llama-70B", "deepseek-ai/deepseek-r1-distill-llama-70b", ""),
    ("epoch", "fireworks/deepseek-v3p2", "deepseek-ai/deepseek-v3.2", ""),
    ("open_llm_leaderboard", "Qwen/Qwen2.5-7B-Instruct", "qwen/qwen2.5-7b-instruct", ""),
    ("open_llm_leaderboard", "Qwen/Qwen2.5-Coder-7B-Instruct", "qwen/qwen2.5-coder-7b-instruct", ""),
    ("open_llm_leaderboard", "meta-llama/Llama-3.1-8B", "meta-llama/llama-3.1-8b", ""),
    ("open_llm_leaderboard", "meta-llama/Meta-Llama-3-8B", "meta-llama/meta-llama-3-8b", ""),
]  # fmt: skip

# Two names that look alike and are not one model.
DIFFERENT = [
    (("arena", "gpt-4-0613"), ("arena", "gpt-4-turbo-2024-04-09")),
    (("arena", "gpt-4-0613"), ("arena", "gpt-4.1-2025-04-14")),
    (("arena", "gpt-4.1-2025-04-14"), ("arena", "gpt-4.1-mini-2025-04-14")),
    (("arena", "gpt-4o-2024-05-13"), ("arena", "gpt-4o-2024-08-06")),
    (("arena", "gpt-4o-2024-08-06"), ("arena", "gpt-4o-mini-2024-07-18")),
    (("arena", "gpt-4o-2024-08-06"), ("arena", "chatgpt-4o-latest-20240808")),
    (("arena", "o1-preview"), ("arena", "o1-2024-12-17")),
    (("arena", "o1-mini"), ("arena", "o1-2024-12-17")),
    (("arena", "o3-mini"), ("arena", "o3-2025-04-16")),
    (("epoch", "o3-pro-2025-06-10_high"), ("epoch", "o3-2025-04-16_high")),
    (("arena", "claude-3-5-sonnet-20240620"), ("arena", "claude-3-5-sonnet-20241022")),
    (("arena", "claude-opus-4-6"), ("arena", "claude-opus-4-7")),
    (("arena", "claude-opus-4-20250514"), ("arena", "claude-opus-4-1-20250805")),
    (("arena", "llama-3-8b-instruct"), ("arena", "llama-3.1-8b-instruct")),
    (("arena", "llama-3.1-70b-instruct"), ("arena", "llama-3.3-70b-instruct")),
    (("arena", "llama-3.1-70b-instruct"), ("arena", "llama-3.1-nemotron-70b-instruct")),
    (("arena", "llama-3.1-405b-instruct"), ("arena", "llama-3.1-405b-instruct-fp8")),
    (("arena", "llama-3.1-8b-instruct"), ("arena", "llama-3.1-tulu-3-8b")),
    (("epoch", "Meta-Llama-3-8B"), ("epoch", "Meta-Llama-3-8B-Instruct")),
    (("epoch", "qwen2.5-7b-instruct"), ("epoch", "Qwen2.5-Coder-7B-Instruct")),
    (("epoch", "Qwen2.5-Coder-7B"), ("epoch", "Qwen2.5-Coder-7B-Instruct")),
    (("epoch", "Qwen2.5-72B"), ("epoch", "qwen2.5-72b-instruct")),
    (("arena", "qwen3-235b-a22b"), ("arena", "qwen3-235b-a22b-instruct-2507")),
    (("arena", "qwen3-235b-a22b-instruct-2507"), ("arena", "qwen3-235b-a22b-thinking-2507")),
    (("arena", "qwen3-next-80b-a3b-instruct"), ("arena", "qwen3-next-80b-a3b-thinking")),
    (("arena", "mistral-large-2402"), ("arena", "mistral-large-2407")),
    (("arena", "mistral-large-2407"), ("arena", "mistral-large-2411")),
    (("epoch", "mistral-small-2402"), ("epoch", "mistral-small-2501")),
    (("arena", "gemma-2-9b-it"), ("arena", "gemma-2-9b-it-simpo")),
    (("arena", "gemma-2-9b-it"), ("arena", "gemma-2-27b-it")),
    (("epoch", "gemma-2-9b"), ("epoch", "gemma-2-9b-it")),
    (("arena", "deepseek-v3"), ("arena", "deepseek-v3-0324")),
    (("arena", "deepseek-v3.1"), ("arena", "deepseek-v3.1-terminus")),
    (("arena", "deepseek-r1"), ("arena", "deepseek-r1-0528")),
    (("epoch", "DeepSeek-V3"), ("epoch", "DeepSeek-V3-Base")),
    (("epoch", "DeepSeek-R1"), ("epoch", "DeepSeek-R1-Distill-Qwen-32B")),
]  # fmt: skip


def stands_for(con: duckdb.DuckDBPyConnection, source: str, name: str) -> tuple[str | None, str]:
    found = con.execute(
        "select model_id, setting from stg_names where source = ? and model = ?", [source, name]
    ).fetchall()
    assert len(found) == 1, f"{source} has no {name}"
    return found[0]


@pytest.mark.parametrize(("source", "name", "model_id", "setting"), SAME, ids=lambda value: str(value))
def test_a_name_stands_for_its_model(
    shipped: duckdb.DuckDBPyConnection, source: str, name: str, model_id: str, setting: str
) -> None:
    assert stands_for(shipped, source, name) == (model_id, setting)


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=lambda pair: pair[1])
def test_names_that_look_alike_are_two_models(
    shipped: duckdb.DuckDBPyConnection, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert stands_for(shipped, *one)[0] != stands_for(shipped, *other)[0]


def test_a_hub_repository_is_its_own_name_in_lower_case(shipped: duckdb.DuckDBPyConnection) -> None:
    merged = shipped.execute("""
        select model, model_id from stg_names
        where source in ('open_llm_leaderboard', 'open_llm_leaderboard_v1') and model_id <> lower(model)
            and contains(model, '/') and decided_by <> 'renamed'
    """)
    assert merged.fetchall() == []


def test_two_names_of_one_source_share_a_model_and_setting_only_by_an_alias_a_providers_folder_or_a_lone_build(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    merged = shipped.execute("""
        select source, model_id, setting, list(model order by model) as names
        from stg_names
        where model_id is not null and source in ('arena', 'epoch') and decided_by not in ('alias', 'one build')
        group by all having count(distinct name_key(string_split(model, '/')[-1])) > 1
    """)
    assert merged.fetchall() == []


def test_an_unknown_name_of_an_unknown_maker_stays_unmatched_and_is_kept(world_con: duckdb.DuckDBPyConnection) -> None:
    assert stands_for(world_con, "arena", "mystery-x") == (None, "")
    assert world_con.execute("select count(*) from stg_results where model = 'mystery-x'").fetchall()[0][0] > 0
    assert ("mystery-x", None) in world_con.execute("select arena_name, model_id from page_arena").fetchall()


def test_a_made_up_alias_setting_and_own_name_are_each_recognised(world_con: duckdb.DuckDBPyConnection) -> None:
    assert stands_for(world_con, "arena", "birch-3b-chat") == ("birch-labs/birch-3b-it", "")
    assert stands_for(world_con, "arena", "acorn-large-thinking") == ("acorn/acorn-large", "thinking")
    assert stands_for(world_con, "epoch", "acorn-large_high") == ("acorn/acorn-large", "high")
    assert stands_for(world_con, "epoch", "oak-7b-instruct") == ("acorn-ai/oak-7b-instruct", "")


def test_no_result_is_lost_between_the_sources_and_the_model_pages(shipped: duckdb.DuckDBPyConnection) -> None:
    lost = shipped.execute("""
        select source, model, benchmark, metric, setup, score, dated from raw_result
        anti join (select source, model, upstream as benchmark, metric, dated from stg_rating_history)
            using (source, model, benchmark, metric, dated)
        -- What a reviewed correction leaves out is listed on the page of disagreements.
        anti join (select source, model, benchmark, metric, setup from stg_corrections where is_in_force)
            using (source, model, benchmark, metric, setup)
        except all select source, model, upstream, metric, setup, score, dated from stg_results
    """)
    assert lost.fetchall() == []
    lost = shipped.execute("""
        select source, model, benchmark_id, setup, dated from stg_results
        where model_id is not null and benchmark_id is not null
        except all select source, model, benchmark_id, setup, dated from mart_scores
    """)
    assert lost.fetchall() == []


def test_no_result_is_counted_twice(shipped: duckdb.DuckDBPyConnection) -> None:
    twice = "select source, model, {0}, metric, setup, dated, count(*) from {1} group by all having count(*) > 1"
    assert shipped.execute(twice.format("upstream", "stg_results")).fetchall() == []
    assert shipped.execute(twice.format("benchmark_id", "mart_scores")).fetchall() == []
