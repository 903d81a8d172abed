"""A made-up world: ten models, twelve upstreams and a catalogue, small enough to be worked through by hand."""

import csv
import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from sources import epoch
from tests.world.boards import boards
from tests.world.market import ROUTER, models, prices, routed, shapes  # noqa: F401  part of the world

CATALOG = Path(__file__).parent / "catalog"
V2, V1, ARENA = "open-llm-leaderboard/contents", "open-llm-leaderboard-old/contents", "lmarena-ai/leaderboard-dataset"
EPOCH, PRICES = "epoch.ai/data/benchmark_data.zip", "models.dev/api.json"
SHAPES = "raw.githubusercontent.com/AlexsJones/llmfit/main/llmfit-core/data/hf_models.json"
SOURCES = (
    "aider",
    "arena",
    "bfcl",
    "epoch",
    "hub_models",
    "livebench",
    "model_facts",
    "models_dev",
    "open_llm_leaderboard",
    "open_llm_leaderboard_v1",
    "openrouter",
    "vectara_hallucination",
)

# model, precision, type, billions, raw accuracies of IFEval, BBH, MATH, GPQA, MUSR, MMLU-PRO
OPEN = [
    ("acorn-ai/Oak-7B-Instruct", "bfloat16", "💬 chat models", 7.0, (0.70, 0.50, 0.20, 0.35, 0.40, 0.40)),
    ("acorn-ai/Oak-7B-Instruct", "float16", "💬 chat models", 7.0, (0.60, 0.50, 0.20, 0.34, 0.40, 0.39)),
    ("acorn-ai/Oak-70B", "bfloat16", "🟢 pretrained", 70.0, (0.40, 0.65, 0.30, 0.45, 0.45, 0.55)),
    ("birch-labs/Birch-3B-it", "bfloat16", "💬 chat models", 3.0, (0.65, 0.40, 0.10, 0.28, 0.38, 0.30)),
    ("birch-labs/Birch-3B", "bfloat16", "🟢 pretrained", 3.0, (0.20, 0.40, 0.05, 0.25, 0.36, 0.28)),
    ("someone/Oak-7B-Tuned", "bfloat16", "🔶 fine-tuned", 7.0, (0.75, 0.52, 0.22, 0.33, 0.41, 0.41)),
    ("someone/Oak-Birch-merge", "bfloat16", "🤝 base merges", 7.0, (0.76, 0.52, 0.22, 0.33, 0.41, 0.41)),
    ("someone/Oak-7B-lora", "bfloat16", "🔶 fine-tuned", 7.0, (0.71, 0.52, 0.22, 0.33, 0.41, 0.41)),
    ("gone/Withdrawn-9B", "bfloat16", "💬 chat models", 9.0, (0.72, 0.52, 0.22, 0.33, 0.41, 0.41)),
    ("gone/Flagged-8B", "bfloat16", "💬 chat models", 8.0, (0.99, 0.90, 0.90, 0.90, 0.90, 0.90)),
]
NAMES = ("IFEval", "BBH", "MATH Lvl 5", "GPQA", "MUSR", "MMLU-PRO")
CHANCE = (0, 0, 0, 0.25, 0, 0.1)
OLD = [
    ("acorn-ai/Oak-70B", (70.0, 85.0, 72.0, 50.0, 80.0, 55.0)),
    ("elder/Relic-13B", (60.0, 80.0, 55.0, 45.0, 75.0, 20.0)),
]
# name, maker, licence, rating, half the width of its interval
VOTES = [
    ("acorn-large-thinking", "Acorn", "Proprietary", 1500.0, 4.0),
    ("acorn-large", "Acorn", "Proprietary", 1480.0, 4.0),
    ("birch-3b-chat", "Birch", "Apache 2.0", 1200.0, 6.0),
    ("oak-7b-instruct", "Acorn", "Oak", 1190.0, 6.0),
    ("mystery-x", "", "Proprietary", 1100.0, 9.0),
]
# file, model version, score, standard error
RUNS = [
    ("gpqa_diamond", "acorn-large_high", 0.80, 0.028),
    ("gpqa_diamond", "acorn-large_low", 0.70, 0.032),
    ("gpqa_diamond", "oak-7b-instruct", 0.35, 0.034),
    ("hle_external", "acorn-large_high", 0.30, 0.018),
]


def bare(folder: Path) -> Path:
    """Snapshots in a folder: of one source, which says nothing."""
    (folder / "toys").mkdir(parents=True)
    (folder / "toys" / "2026-01-01.toml").write_text('name = "Toys"\nretrieved_at = 2026-01-01T00:00:00Z\n')
    return folder


def datasets() -> dict[str, dict[str, bytes]]:
    """The Hub's files."""
    found = {
        V2: {"data/train-00000-of-00001.parquet": parquet(open_rows())},
        V1: {"data/train-00000-of-00001.parquet": parquet(old_rows())},
        ARENA: {},
    }
    for subset, shift in (("text", 0), ("text_style_control", -10)):
        today = votes("2026-06-30", shift)
        found[ARENA][f"{subset}/latest-00000-of-00001.parquet"] = parquet(today)
        earlier = votes("2026-05-30", shift - 3) + votes("2026-05-16", shift - 5)
        found[ARENA][f"{subset}/full-00000-of-00001.parquet"] = parquet(today + earlier)
    return found


def files() -> dict[str, bytes]:
    """What lives elsewhere, by <host>/<path>."""
    return {
        EPOCH: runs_zip(),
        PRICES: json.dumps(prices()).encode(),
        SHAPES: json.dumps(shapes()).encode(),
        ROUTER: json.dumps({"data": routed()}).encode(),
        **boards(),
    }


def parquet(rows: list[dict[str, Any]]) -> bytes:
    """Rows as a Parquet file of strings, doubles and booleans, as upstreams publish theirs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows.parquet")
        con = duckdb.connect()
        con.register("rows", pd.DataFrame(rows))
        con.execute(f"copy rows to '{path}' (format parquet)")
        return path.read_bytes()


def normalised(raw: float, chance: float) -> float:
    return max(0.0, (raw - chance) / (1 - chance)) * 100


def open_rows() -> list[dict[str, Any]]:
    """Leaderboard v2: the schema of its last revision."""
    rows = []
    for model, precision, kind, billions, raws in OPEN:
        scores = [normalised(raw, chance) for raw, chance in zip(raws, CHANCE, strict=True)]
        row = {
            "eval_name": f"{model.replace('/', '_')}_{precision}",
            "Precision": precision,
            "Type": kind,
            "T": kind[0],
            "Weight type": "Adapter" if "lora" in model else "Original",
            "Architecture": f"{model.split('/')[1][:3]}ForCausalLM",
            "Model": f"<a href='#'>{model}</a>",
            "fullname": model,
            "Model sha": "c0ffee",
            "Average ⬆️": sum(scores) / 6,
            "Hub License": "oak-license" if "Oak" in model else "apache-2.0",
            "Hub ❤️": 5,
            "#Params (B)": billions,
            "Available on the hub": "Withdrawn" not in model,
            "MoE": False,
            "Flagged": "Flagged" in model,
            "Chat Template": "chat" in kind,
            "CO₂ cost (kg)": 1.0,
            "Merged": "merge" in model,
            "Official Providers": model.startswith(("acorn-ai", "birch")),
            "Upload To Hub Date": "2024-05-01",
            "Submission Date": "2024-06-12",
            "Generation": 0,
            "Base Model": "acorn-ai/Oak-7B-Instruct" if "Tuned" in model else "",
        }
        for name, raw, score in zip(NAMES, raws, scores, strict=True):
            row |= {f"{name} Raw": raw, name: score}
        rows.append(row)
    return rows


def old_rows() -> list[dict[str, Any]]:
    """Leaderboard v1: no raw scores, whole billions."""
    names = ("ARC", "HellaSwag", "MMLU", "TruthfulQA", "Winogrande", "GSM8K")
    return [
        {
            "eval_name": model,
            "Precision": "torch.float16",
            "Type": "🟢 pretrained",
            "Weight type": "Original",
            "Architecture": "LlamaForCausalLM",
            "fullname": model,
            "Model sha": "cafe",
            "Average ⬆️": sum(scores) / 6,
            "Hub License": "apache-2.0",
            "Hub ❤️": 1,
            "#Params (B)": 13,
            "Available on the hub": True,
            "Flagged": False,
            "Merged": False,
            "date": "2023-10-01",
            **dict(zip(names, scores, strict=True)),
        }
        for model, scores in OLD
    ]


def votes(day: str, shift: float) -> list[dict[str, Any]]:
    """The arena's ratings of one day, in two categories."""
    return [
        {
            "model_name": name,
            "organization": maker,
            "license": license_,
            "rating": rating + shift,
            "rating_lower": rating + shift - half,
            "rating_upper": rating + shift + half,
            "variance": (half / 1.96) ** 2,
            "vote_count": 5000.0,
            "rank": 1,
            "category": category,
            "leaderboard_publish_date": day,
        }
        for category in ("overall", "coding")
        for name, maker, license_, rating, half in VOTES
    ]


def runs_zip(lost: str = "") -> bytes:
    """Epoch's archive: every table the source reads, most of them empty, without the column `lost`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for stem, table in epoch.TABLES.items():
            optional = (table.stderr, table.low, table.high, *table.setup)
            names = ["Model version", table.score, *(c for c in optional if c), "Organization", "Release date"]
            text = io.StringIO()
            writer = csv.DictWriter(text, [n for n in dict.fromkeys(names) if n != lost], extrasaction="ignore")
            writer.writeheader()
            for file, model, score, stderr in RUNS:
                if file == stem:
                    maker = "Acorn Inc,Somebody"
                    writer.writerow(
                        {
                            "Model version": model,
                            table.score: score,
                            table.stderr: stderr,
                            "Organization": maker,
                            "Release date": "2026-02-03",
                        }
                    )
            archive.writestr(
                zipfile.ZipInfo(f"benchmark_data/{stem}.csv"), text.getvalue()
            )  # no time of day: the same bytes twice
    return packed.getvalue()
