"""One GET: an honest name, retries with backoff, a time limit, a conditional request, and an optional mirror."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

import urllib3

from sources._contract import SourceError

USER_AGENT = "shortlist/0.1 (static LLM leaderboard; +https://github.com/topics/llm-leaderboard)"
MIRROR = "SHORTLIST_MIRROR"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `body` is None where the server said that nothing changed."""

    body: bytes | None
    etag: str | None
    via_mirror: bool


def get(url: str, etag: str | None = None) -> Answer:
    """The body of an address, or of its copy on the mirror that SHORTLIST_MIRROR names.

    429, 5xx, resets, time-outs and bodies shorter than announced are tried again (SHORTLIST_RETRIES times, 4 unless
    told, Retry-After respected); what still fails is a SourceError with the address and the reason.
    """
    mirror = os.environ.get(MIRROR, "").rstrip("/")
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    address = f"{mirror}/{parts.netloc}{parts.path}{query}" if mirror else url
    seconds = float(os.environ.get("SHORTLIST_TIMEOUT", "60"))
    retries = urllib3.Retry(
        total=int(os.environ.get("SHORTLIST_RETRIES", "4")),
        backoff_factor=0.5,
        backoff_max=60,
        backoff_jitter=0.2,
        status_forcelist=(429, 500, 502, 503, 504),
        respect_retry_after_header=True,
        retry_after_max=120,
    )
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"} | ({"If-None-Match": etag} if etag else {})
    try:
        with urllib3.PoolManager(retries=retries, timeout=urllib3.Timeout(connect=10, read=seconds)) as pool:
            answer = pool.request("GET", address, headers=headers)
    except urllib3.exceptions.HTTPError as error:
        reason = getattr(error, "reason", None) or error
        raise SourceError(f"{url}: no answer ({reason}); the figures in hand are kept, try again later") from error
    if answer.status == 304:
        return Answer(None, etag, bool(mirror))
    if answer.status != 200:
        raise SourceError(f"{url}: answered {answer.status}; the figures in hand are kept, look whether it has moved")
    return Answer(answer.data, answer.headers.get("ETag"), bool(mirror))
