"""The runner's own spacing and pace."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measures:
    """How far apart the runner's lampposts and blocks are, and how fast the runner usually goes."""

    lamppost_m: int = 30
    block_m: int = 100
    usual_pace_s_per_km: int = 360
    walking_pace_s_per_km: int = 600
