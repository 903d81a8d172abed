"""Offers of models by way of OpenRouter: prices, context and output limits, and the Hub repositories it names."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from sources._contract import Offer

NAME = "OpenRouter"
PUBLISHER = "OpenRouter"
URL = "https://openrouter.ai/models"
LICENSE = "none stated"
LICENSE_URL = None
CADENCE = "daily"
FILES = ("https://openrouter.ai/api/v1/models",)


def parse(path: Path) -> Iterator[Offer]:
    """One row a model. `created` is when OpenRouter listed a model, not when its maker released it or set its price, so
    it dates the entry alone.
    """
    for model in json.loads(path.read_bytes())["data"]:
        yield Offer(
            provider="openrouter",
            provider_name="OpenRouter",
            model=model["id"],
            name=model["name"],
            hub_id=model.get("hugging_face_id") or None,
            price_in=_per_million(model["pricing"]["prompt"]),
            price_out=_per_million(model["pricing"]["completion"]),
            context_tokens=model.get("context_length") or None,
            output_tokens=model["top_provider"].get("max_completion_tokens") or None,
            dated=datetime.fromtimestamp(model["created"], UTC).date(),
            is_text=model["architecture"]["output_modalities"] == ["text"],
            # A model with a day after which it may go is one on its way out.
            status="deprecated" if model.get("expiration_date") else None,
        )


def _per_million(per_token: str) -> float | None:
    """Dollars a token, as a text, to dollars a million; a router has no price of its own and says -1."""
    price = Decimal(per_token) * 1_000_000
    return None if price < 0 else float(price)
