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


def prices() -> dict[str, Any]:
    """models.dev: a maker, and a reseller that points to it."""
    text = {"input": ["text"], "output": ["text"]}
    large = {"name": "Acorn Large", "modalities": text, "release_date": "2026-02-03", "last_updated": "2026-03-01"}
    return {
        "acorn": {
            "name": "Acorn",
            "models": {
                "acorn-large": {
                    **large,
                    "cost": {"input": 3, "output": 15},
                    "limit": {"context": 200000, "output": 8000},
                },
                "acorn-paint": {**large, "name": "Acorn Paint", "modalities": {"input": ["text"], "output": ["image"]}},
            },
        },
        "cheap": {
            "name": "Cheap & Sons",
            "models": {
                "acorn-large-tee": {
                    **large,
                    "base_model": "acorn/acorn-large",
                    "cost": {"input": 0, "output": 0},
                    "limit": {},
                },
                "acorn-ai/Oak-70B": {
                    **large,
                    "name": "Oak",
                    "cost": {"input": 0.5, "output": 0.7},
                    "release_date": "2024-05",
                },
            },
        },
        "openrouter": {
            "name": "OpenRouter",
            "models": {
                "acorn/oak-70b": {**large, "name": "Oak", "cost": {"input": 0.2, "output": 0.2}},
            },
        },
    }


def shapes() -> list[dict[str, Any]]:
    """llmfit: shapes of two models, and a gated one without."""
    base = {"architecture": "OakForCausalLM", "release_date": "2024-05-01", "hf_downloads": 10, "hf_likes": 5}
    return [
        {
            "name": "acorn-ai/Oak-7B-Instruct",
            "parameters_raw": 7_000_000_000,
            "num_hidden_layers": 32,
            "num_key_value_heads": 8,
            "head_dim": 128,
            "context_length": 32768,
            "license": "oak-license",
            "languages": ["en"],
            "pipeline_tag": "text-generation",
            **base,
        },
        {
            "name": "birch-labs/Birch-3B-it",
            "parameters_raw": 3_000_000_000,
            "num_hidden_layers": 28,
            "num_key_value_heads": 2,
            "head_dim": 128,
            "context_length": 8192,
            "license": "apache-2.0",
            **base,
            "architecture": "BirForCausalLM",
        },
        {
            "name": "gated/Locked-8B",
            "parameters_raw": 8_000_000_000,
            "context_length": 4096,
            "architecture": None,
            "license": "other",
        },
    ]
