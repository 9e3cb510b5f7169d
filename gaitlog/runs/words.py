"""How many runs there were, in words."""

from __future__ import annotations


def counted(runs: int, estimates: int) -> str:
    """“3 runs”, “3 runs and an estimate”, “4 estimates”: what is estimated is no run."""
    said = [_number(runs, "run", "1")] if runs or not estimates else []
    said += [_number(estimates, "estimate", "an")] if estimates else []
    return " and ".join(said)


def _number(count: int, noun: str, one: str) -> str:
    return f"{one} {noun}" if count == 1 else f"{count} {noun}s"
