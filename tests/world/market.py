"""What the made-up world's Hub says of models, and what its router sells."""

from typing import Any

ROUTER = "openrouter.ai/api/v1/models"
OWN_TERMS = {"license": "other", "license_name": "oak-license", "license_link": "LICENSE"}
RESULTS = [
    {
        "name": "Oak-70B",
        "results": [
            {
                "task": {"type": "text-generation"},
                "dataset": {"name": "GPQA", "type": "gpqa"},
                "metrics": [{"type": "accuracy", "value": 45.0}],
            }
        ],
    }
]


def models() -> dict[str, dict[str, Any] | str]:
    """What the Hub's API says of models: one gated, one with a full card, one renamed; the others it does not hold."""
    whole = {"language": ["en"], "datasets": ["acorn-ai/leaves"], "pipeline_tag": "text-generation"}
    return {
        "acorn-ai/Oak-7B-Instruct": {"gated": "manual", "cardData": OWN_TERMS},
        "acorn-ai/Oak-70B": {"cardData": {"license": "apache-2.0", "model-index": RESULTS, **whole}},
        "birch-labs/Birch-3B": "birch-labs/Birch-3B-v1",
        "birch-labs/Birch-3B-v1": {"cardData": {"license": "apache-2.0", "tags": []}},
    }


def routed() -> list[dict[str, Any]]:
    """OpenRouter: an offer that models.dev knows too, a free one, and a router, which has no price of its own."""
    text = {"output_modalities": ["text"]}
    usual = {"architecture": text, "context_length": 8192, "top_provider": {"max_completion_tokens": None}}
    return [
        {
            "id": id,
            "name": id.title(),
            "hugging_face_id": hub,
            "created": created,
            "pricing": {"prompt": price, "completion": price},
            **usual,
        }
        for id, hub, created, price in (
            ("acorn/oak-70b", "acorn-ai/Oak-70B", 1_780_000_000, "0.00000013"),
            ("acorn/oak-70b:free", "", 1_770_000_000, "0"),
            ("openrouter/auto", None, 1_760_000_000, "-1"),
        )
    ]
