"""Offers of models by providers: prices per million tokens, context and output limits, release dates."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sources._contract import Offer

NAME = "models.dev"
PUBLISHER = "models.dev contributors"
URL = "https://models.dev"
LICENSE = "MIT"
LICENSE_URL = "https://github.com/sst/models.dev/blob/dev/LICENSE"
CADENCE = "daily"
FILES = ("https://models.dev/api.json",)


def parse(path: Path) -> Iterator[Offer]:
    """One row a provider and model; a price that is missing stays missing, one of 0 is kept as the provider says it."""
    for provider, about in json.loads(path.read_bytes()).items():
        for model, offer in about["models"].items():
            cost, limit = offer.get("cost") or {}, offer.get("limit") or {}
            yield Offer(
                provider=provider,
                provider_name=about["name"],
                model=model,
                name=offer["name"],
                base_model=offer.get("base_model"),
                price_in=_price(cost.get("input")),
                price_out=_price(cost.get("output")),
                context_tokens=limit.get("context") or None,
                output_tokens=limit.get("output") or None,
                released_on=_date(offer.get("release_date")),
                dated=_date(offer.get("last_updated")),
                is_open_weights=offer.get("open_weights"),
                is_text=offer["modalities"]["output"] == ["text"],
                status=offer.get("status"),
            )


def _price(value: Any) -> float | None:
    return None if value is None else float(value)


def _date(text: str | None) -> date | None:
    """Some dates are given to the month or the year only, or as day 0; those name no day and are left out."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
