"""Shapes of Hub models as their configurations give them: parameters, layers, heads, context, licence."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sources._contract import ModelFact

NAME = "Hub model facts (gathered by llmfit)"
PUBLISHER = "llmfit contributors"
URL = "https://github.com/AlexsJones/llmfit"
LICENSE = "MIT"
LICENSE_URL = "https://github.com/AlexsJones/llmfit/blob/main/LICENSE"
CADENCE = "weekly"
FILES = ("https://raw.githubusercontent.com/AlexsJones/llmfit/main/llmfit-core/data/hf_models.json",)


# What it keeps of a card, or of the list that the Hub makes of cards, and what the card itself calls it.
_CARD = {"license": "license", "languages": "language", "pipeline_tag": "pipeline_tag"}


def parse(path: Path) -> Iterator[ModelFact]:
    """One row a Hub repository. Gated repositories have no shape and a stand-in context of 4,096, which is dropped."""
    for row in json.loads(path.read_bytes()):
        has_shape = row.get("num_hidden_layers") is not None
        yield ModelFact(
            model=row["name"],
            parameters=_positive(row["parameters_raw"], float),
            parameters_active=_positive(row.get("active_parameters"), float) if row.get("is_moe") else None,
            architecture=row.get("architecture"),
            layers=_positive(row.get("num_hidden_layers"), int),
            kv_heads=_positive(row.get("num_key_value_heads"), int),
            head_size=_positive(row.get("head_dim"), int),
            heads=_positive(row.get("num_attention_heads"), int),
            hidden_size=_positive(row.get("hidden_size"), int),
            feed_forward_size=_positive(row.get("moe_intermediate_size"), int),
            vocabulary=_positive(row.get("vocab_size"), int),
            experts=_positive(row.get("num_experts"), int) if row.get("is_moe") else None,
            experts_active=_positive(row.get("active_experts"), int) if row.get("is_moe") else None,
            context_tokens=_positive(row["context_length"], int) if has_shape else None,
            license=row.get("license") or None,
            card=sorted(key for name, key in _CARD.items() if row.get(name)),
            released_on=date.fromisoformat(row["release_date"][:10]) if row.get("release_date") else None,
            is_open_weights=True,
            downloads=row.get("hf_downloads"),
            likes=row.get("hf_likes"),
        )


def _positive(value: Any, kind: type) -> Any:
    return kind(value) if value and value > 0 else None
