"""What four small leaderboards say of the made-up world's models; its catalogue has no benchmark of theirs."""

import csv
import io

from sources import livebench

LIVEBENCH = livebench.FILES[0].removeprefix("https://")
AIDER = "raw.githubusercontent.com/Aider-AI/aider/main/aider/website/_data/polyglot_leaderboard.yml"
BFCL = "gorilla.cs.berkeley.edu/data_overall.csv"
VECTARA = "raw.githubusercontent.com/vectara/hallucination-leaderboard/main/README.md"


def boards() -> dict[str, bytes]:
    """The files of the four, one run or two of each."""
    return {LIVEBENCH: tasks(), AIDER: runs(), BFCL: calls(), VECTARA: summaries()}


def tasks(*more: str) -> bytes:
    """LiveBench: two models and two tasks; `more` are further lines."""
    lines = ["model,typos,spatial", "acorn-large-high-effort,80.0,62.0", "oak-7b-instruct,20.0,", *more]
    return "\n".join(lines).encode()


def runs(**changes: object) -> bytes:
    """Aider: one run, with some of its values changed."""
    run: dict[str, object] = {
        "model": "acorn-large (high)",
        "edit_format": "diff",
        "test_cases": 224,
        "pass_rate_1": 26.7,
        "pass_rate_2": 40.0,
        "pass_num_1": 60,
        "pass_num_2": 90,
        "total_tests": 225,
        "percent_cases_well_formed": 98.2,
        "date": "2025-05-01",
        "seconds_per_case": 30.5,
        "total_cost": 1.25,
    }
    lines = [f"{name}: {value}" for name, value in (run | changes).items()]
    return ("- " + "\n  ".join(lines) + "\n").encode()


def calls(without: str = "", **changes: str) -> bytes:
    """BFCL: one model in one way of calling; a column may be left out."""
    row = {
        "Rank": "1", "Overall Acc": "77.00%", "Model": "acorn-large (FC)", "Total Cost ($)": "86.5",
        "Latency Mean (s)": "4.38", "Latency Standard Deviation (s)": "3.1", "Latency 95th Percentile (s)": "7.6",
        "Non-Live AST Acc": "88.5%", "Live Acc": "79.8%", "Multi Turn Acc": "68.4%", "Web Search Acc": "N/A",
        "Memory Acc": "73.8%", "Relevance Detection": "62.5%", "Irrelevance Detection": "84.7%",
        "Format Sensitivity Standard Deviation": "N/A", "Organization": "Acorn", "License": "Proprietary",
    } | changes  # fmt: skip
    row.pop(without, None)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(row))
    writer.writeheader()
    writer.writerow(row)
    return text.getvalue().encode()


def summaries(header: str = "Average Summary Length (Words)") -> bytes:
    """Vectara: a page with a table of one model, and another table behind it."""
    names = f"|Model|Hallucination Rate|Factual Consistency Rate|Answer Rate|{header}|"
    return "\n".join([
        "# A leaderboard", "Last updated on March 10, 2026", "", names, "|----|----:|----:|----:|----:|",
        "|acorn/acorn-large|3.3 %|96.7 %|99.5 %|95.7|", "", "|Another|table|", "|---|---|", "|a|b|",
    ]).encode()  # fmt: skip
