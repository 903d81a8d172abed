"""What the Hub holds: a dataset's files, checked against the size and SHA-256 the Hub gives, and what models are."""

import fnmatch
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

# Xet transfers bypass HF_ENDPOINT mirrors and give no checksum of the whole file; both are needed here.
os.environ.setdefault("HF_HUB_DISABLE_XET", "1")
os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")  # it would call under another name than ours
os.environ.setdefault("HF_HUB_VERBOSITY", "critical")  # what fails is told once, by us, when no try is left

from huggingface_hub import HfApi, constants, hf_hub_download
from huggingface_hub.errors import DisabledRepoError, RemoteEntryNotFoundError, RepositoryNotFoundError
from huggingface_hub.utils import parse_ratelimit_headers

from sources._contract import SourceError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a dataset at one revision, with what the Hub says it holds."""

    name: str
    size: int | None
    sha256: str | None


def via_mirror() -> bool:
    """Whether HF_ENDPOINT sends Hub requests to another host than the Hub's own."""
    return constants.ENDPOINT != "https://huggingface.co"


def _patiently(what: str, call: Callable[[], T]) -> T:
    """The Hub client does not retry 5xx answers, resets or short bodies itself; what is not there is not retried."""
    tries = int(os.environ.get("SHORTLIST_RETRIES", "4")) + 1
    for attempt in range(tries):
        try:
            return call()
        except (RepositoryNotFoundError, RemoteEntryNotFoundError) as error:
            raise SourceError(f"{what}: not on the Hub; look whether it has moved or was renamed") from error
        # Its failures come as HfHubHTTPError, OSError, or the HTTP library's own errors, which vary by version.
        except Exception as error:
            if attempt == tries - 1:
                reason = " ".join(str(error).split())
                raise SourceError(f"{what}: no answer ({reason}); the figures in hand are kept, try later") from error
            time.sleep(_wait(getattr(error, "response", None)) or 0.5 * 2**attempt)
    raise AssertionError("unreachable")


def _wait(response: Any) -> float | None:
    """The seconds that an answer asks to be left alone for: at most the five minutes of the Hub's own quotas."""
    if response is None:
        return None
    if (asked := response.headers.get("Retry-After", "")).isdigit():
        return min(300.0, float(asked))
    limit = parse_ratelimit_headers(response.headers)
    return min(300.0, limit.reset_in_seconds) if limit is not None and limit.remaining == 0 else None


def resolve(repo: str) -> tuple[str, list[Entry]]:
    """The revision a dataset stands at now, and its files there."""
    seconds = float(os.environ.get("SHORTLIST_TIMEOUT", "60"))
    hub = HfApi(library_name="shortlist")
    info = _patiently(repo, lambda: hub.dataset_info(repo, files_metadata=True, timeout=seconds))
    if info.sha is None:
        raise SourceError(f"{repo}: the Hub gave no revision; try again later")
    files = [Entry(s.rfilename, s.size, s.lfs.sha256 if s.lfs else None) for s in info.siblings or ()]
    return info.sha, files


def download(repo: str, revision: str, files: list[Entry], pattern: str) -> bytes:
    """The one file that matches a pattern, whole and as announced; anything else is a SourceError."""
    found = [f for f in files if fnmatch.fnmatch(f.name, pattern)]
    if len(found) != 1:
        raise SourceError(f"{repo}: {len(found)} files match {pattern!r} at {revision[:8]}; expected exactly one")
    entry = found[0]

    def once() -> bytes:
        # A fresh folder each time: with a warm cache the client hands out the stale file when the Hub fails.
        with tempfile.TemporaryDirectory() as folder:
            path = hf_hub_download(
                repo, entry.name, repo_type="dataset", revision=revision, cache_dir=folder, library_name="shortlist"
            )
            body = Path(path).read_bytes()
        if entry.size is not None and len(body) != entry.size:
            raise OSError(f"{len(body)} bytes came of {entry.size}")
        if entry.sha256 is not None and hashlib.sha256(body).hexdigest() != entry.sha256:
            raise OSError("the checksum does not match the Hub's")
        return body

    return _patiently(f"{repo}/{entry.name}", once)


def models(names: Sequence[str]) -> bytes:
    """What the Hub says of each model, one JSON object a line in the order asked; `found` is false where it has none.

    Four are asked at a time; one that cannot be asked is a SourceError, and the rest are not asked any more. So is a
    Hub that has none of them: then it is the asking that went wrong.
    """
    pool = ThreadPoolExecutor(4)
    try:
        answers = list(pool.map(_model, names))
    finally:
        pool.shutdown(cancel_futures=True)
    if not any(answer["found"] for answer in answers):
        raise SourceError(f"the Hub has none of the {len(names)} models asked about; look whether it asks for a login")
    return "".join(json.dumps(answer, sort_keys=True, default=str) + "\n" for answer in answers).encode()


def _model(name: str) -> dict[str, Any]:
    """One model's metadata as the Hub gives it. A renamed one answers under its new id; a private one is as if gone."""
    seconds = float(os.environ.get("SHORTLIST_TIMEOUT", "60"))
    hub = HfApi(library_name="shortlist")
    asked = {"asked": name, "via_mirror": via_mirror()}

    def once() -> dict[str, Any]:
        try:
            info = hub.model_info(name, expand=["sha", "gated", "cardData", "evalResults"], timeout=seconds)
        except (RepositoryNotFoundError, DisabledRepoError):
            return asked | {"found": False}
        card = info.card_data.to_dict() if info.card_data is not None else {}
        if info.eval_results:  # scores in files of their own beside the card, under the name of the Hub's field
            card["evalResults"] = len(info.eval_results)
        return asked | {"found": True, "id": info.id, "sha": info.sha, "gated": info.gated, "card": card}

    return _patiently(name, once)
