"""Choices that several apps share."""

from __future__ import annotations

from django.db import models


class Surface(models.TextChoices):
    """What was run on, whatever lay on it."""

    ROAD = "road", "road"
    PAVEMENT = "pavement", "pavement"
    TRACK = "track", "track"
    INDOOR_TRACK = "indoor_track", "indoor track"
    TREADMILL = "treadmill", "treadmill"
    GRAVEL = "gravel", "gravel"
    PATH = "path", "dirt path"
    TRAIL = "trail", "trail"
    GRASS = "grass", "grass"
    SAND = "sand", "sand"
    BOARDWALK = "boardwalk", "boardwalk"
    MIXED = "mixed", "mixed"


class Footing(models.TextChoices):
    """What lay on the ground."""

    DRY = "dry", "dry"
    WET = "wet", "wet"
    LEAVES = "leaves", "leaves"
    MUD = "mud", "mud"
    LOOSE_SNOW = "loose_snow", "loose snow"
    PACKED_SNOW = "packed_snow", "packed snow"
    SLUSH = "slush", "slush"
    ICE_PATCHES = "ice_patches", "patches of ice"
    ICE = "ice", "ice"
    MIXED = "mixed", "mixed"


SNOW_AND_ICE = (
    Footing.LOOSE_SNOW,
    Footing.PACKED_SNOW,
    Footing.SLUSH,
    Footing.ICE_PATCHES,
    Footing.ICE,
)
