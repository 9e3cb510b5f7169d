"""What a run and its sections can be."""

from __future__ import annotations

from django.db import models


class Gait(models.TextChoices):
    POSE = "pose", "new gait"
    NATURAL = "natural", "natural"
    WALK = "walk", "walk"


class Known(models.TextChoices):
    EXACT = "exact", "exact"
    STRETCH = "stretch", "unbroken, its place a guess"
    SUM = "sum", "only the total"


class Focus(models.TextChoices):
    """The one element worked on in a run."""

    ALIGNMENT = "alignment", "alignment"
    FALL = "fall", "fall, lean from the ankles"
    PULL = "pull", "pull"
    LANDING = "landing", "landing under the body"
    CADENCE = "cadence", "cadence"
    SOFT = "soft", "soft, quiet landing"
    ANKLE = "ankle", "relaxed ankle"
    KNEES = "knees", "bent knees"
    HEAD = "head", "posture and head"
    ARMS = "arms", "arm swing"
    RELAXATION = "relaxation", "relaxation"
