"""What the Hub says of the models our lists name: licence, gating, and which parts their model cards state."""

import json
from collections.abc import Iterator
from pathlib import Path

from sources._contract import HubModels, ModelFact

NAME = "Hugging Face Hub"
PUBLISHER = "Hugging Face, from each repository's own model card"
URL = "https://huggingface.co/models"
LICENSE = "none stated"
LICENSE_URL = None
CADENCE = "weekly"
FILES = (HubModels("mart_shortlisted"),)


def parse(path: Path) -> Iterator[ModelFact]:
    """One row a model the Hub told of. A mirror may hold less, under commits of its own: what it lacks is no fact."""
    for line in path.read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        is_mirrored = answer["via_mirror"]
        if not answer["found"]:
            if not is_mirrored:
                yield ModelFact(model=answer["asked"], is_available=False)
            continue
        card = answer["card"]
        yield ModelFact(
            model=answer["asked"],
            hub_id=answer["id"],
            revision=None if is_mirrored else answer["sha"],
            is_available=True,
            license=_text(card.get("license")),
            license_name=_text(card.get("license_name")),
            license_link=_text(card.get("license_link")),
            gated="no" if answer["gated"] is False and not is_mirrored else answer["gated"] or None,
            card=sorted(key for key, value in card.items() if value not in (None, "", [], {})),
            base_model=_text(card.get("base_model")),
        )


def _text(value: object) -> str | None:
    """Cards are written by hand: one licence or base model may stand in a list, and of several none is the one."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, str) and value else None
