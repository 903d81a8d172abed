"""A stand-in for the upstreams on loopback: the Hub's API and downloads, and any other host as /<host>/<path>."""

import hashlib
import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

MODEL = re.compile(r"api/models/([^/]+/[^/]+)")
DATASET = re.compile(r"api/datasets/([^/]+/[^/]+)(?:/revision/[^/]+)?")
RESOLVE = re.compile(r"datasets/([^/]+/[^/]+)/resolve/([^/]+)/(.+)")


@dataclass
class Fault:
    """What goes wrong on the paths a pattern finds: a status, half a body, or silence; `times` of None is for ever."""

    pattern: str
    status: int | None = None
    truncate: bool = False
    silent: bool = False
    headers: dict[str, str] | None = None
    times: int | None = None


@dataclass(frozen=True)
class Request:
    """One request as it came in, and the status it was answered with."""

    method: str
    path: str
    headers: dict[str, str]
    status: int


@dataclass
class Upstream:
    """`files` maps <host>/<path> to bytes, `datasets` a Hub repository to its files, `models` one to what the API says
    of it, or to the name it now has; all may be changed at will.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    datasets: dict[str, dict[str, bytes]] = field(default_factory=dict)
    models: dict[str, dict[str, Any] | str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Upstream":
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.upstream = self  # type: ignore[attr-defined]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def revision(self, repo: str) -> str:
        """Changes with the content, as a commit does."""
        known = hashlib.sha1()
        for name, body in sorted(self.datasets[repo].items()):
            known.update(name.encode() + hashlib.sha256(body).digest())
        return known.hexdigest()

    def fault(self, path: str) -> Fault:
        for fault in self.faults:
            if re.search(fault.pattern, path) and fault.times != 0:
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return Fault("")

    def asked(self, pattern: str) -> list[Request]:
        """The requests whose path a pattern finds, in order."""
        return [request for request in self.requests if re.search(pattern, request.path)]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def up(self) -> Upstream:
        return self.server.upstream  # type: ignore[attr-defined]

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        fault = self.up.fault(path)
        if fault.silent:
            self.note(path, 0)
            self.up.closing.wait(30)
            self.close_connection = True
            return
        if fault.status:
            waiting = {"Retry-After": "1"} if fault.status == 429 else {}
            headers = waiting if fault.headers is None else fault.headers
            return self.send(path, fault.status, b'{"error": "injected"}', headers)
        self.send(path, *self.find(path), cut=fault.truncate)

    def find(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        if match := DATASET.fullmatch(path):
            return self.dataset_info(match[1])
        if match := MODEL.fullmatch(path):
            return self.model_info(match[1])
        if match := RESOLVE.fullmatch(path):
            return self.resolve(*match.groups())
        if path.startswith("cdn/"):
            return self.file(
                next((b for fs in self.up.datasets.values() for b in fs.values() if sha256(b) == path[4:]), None)
            )
        return self.file(self.up.files.get(path))

    def dataset_info(self, repo: str) -> tuple[int, bytes, dict[str, str]]:
        if repo not in self.up.datasets:
            return 404, b'{"error": "Repository not found"}', {"X-Error-Code": "RepoNotFound"}
        siblings = [
            {
                "rfilename": name,
                "size": len(body),
                "blobId": name,
                "lfs": {"size": len(body), "sha256": sha256(body), "pointerSize": 1},
            }
            for name, body in sorted(self.up.datasets[repo].items())
        ]
        about = {
            "id": repo,
            "sha": self.up.revision(repo),
            "private": False,
            "gated": False,
            "disabled": False,
            "tags": [],
            "downloads": 0,
            "likes": 0,
            "siblings": siblings,
        }
        return 200, json.dumps(about).encode(), {"Content-Type": "application/json"}

    def model_info(self, repo: str) -> tuple[int, bytes, dict[str, str]]:
        """As the Hub does: what was asked for and no more, and the way to where a renamed repository is now."""
        about = self.up.models.get(repo)
        if about is None:
            return 404, b'{"error": "Repository not found"}', {"X-Error-Code": "RepoNotFound"}
        if isinstance(about, str):
            return 307, b"", {"Location": f"/api/models/{about}?{urlsplit(self.path).query}"}
        wanted = {"id", *parse_qs(urlsplit(self.path).query).get("expand", about)}
        told = {"id": repo, "sha": hashlib.sha1(repo.encode()).hexdigest(), "gated": False, "cardData": {}} | about
        body = json.dumps({key: value for key, value in told.items() if key in wanted}).encode()
        return 200, body, {"Content-Type": "application/json"}

    def resolve(self, repo: str, revision: str, name: str) -> tuple[int, bytes, dict[str, str]]:
        """As the Hub does: the size and checksum at once, the bytes at another address."""
        body = self.up.datasets.get(repo, {}).get(name)
        if body is None or revision not in (self.up.revision(repo), "main"):
            return 404, b'{"error": "not found"}', {"X-Error-Code": "EntryNotFound"}
        return (
            302,
            b"",
            {
                "Location": f"http://localhost:{self.up.server.server_port}/cdn/{sha256(body)}",
                "X-Repo-Commit": revision,
                "X-Linked-Etag": f'"{sha256(body)}"',
                "X-Linked-Size": str(len(body)),
                "ETag": f'"{sha256(body)[:40]}"',
            },
        )

    def file(self, body: bytes | None) -> tuple[int, bytes, dict[str, str]]:
        if body is None:
            return 404, b"not found", {}
        etag = f'"{sha256(body)}"'
        if self.headers.get("If-None-Match") == etag:
            return 304, b"", {"ETag": etag}
        return 200, body, {"ETag": etag}

    def send(self, path: str, status: int, body: bytes, headers: dict[str, str], cut: bool = False) -> None:
        self.note(path, status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body[: len(body) // 2] if cut else body)
        if cut:
            self.close_connection = True

    def note(self, path: str, status: int) -> None:
        self.up.requests.append(Request(self.command, path, dict(self.headers.items()), status))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the requests are kept in `requests`."""


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
