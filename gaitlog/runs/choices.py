"""What a run and its sections can be."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What a row of runs is."""

    RUN = "run", "run"
    PRACTICE = "practice", "short runs of a practice"
    ESTIMATE = "estimate", "estimate"


class Gait(models.TextChoices):
    POSE = "pose", "new gait"
    NATURAL = "natural", "natural"
    WALK = "walk", "walk"


class Known(models.TextChoices):
    EXACT = "exact", "exact"
    STRETCH = "stretch", "unbroken, its place a guess"
    SUM = "sum", "only the total"


class Feedback(models.TextChoices):
    """What told the runner during a run how it went."""

    NONE = "none", "none"
    METRONOME = "metronome", "metronome"
    MIRROR = "mirror", "mirror or video"
    COACH = "coach", "somebody watching"
    WATCH = "watch", "watch"
    MANTRA = "mantra", "words to myself"


class Skipped(models.TextChoices):
    """Why there was nothing of the new gait in a run."""

    FOOTING = "footing", "footing"
    FATIGUE = "fatigue", "tired"
    PAIN = "pain", "pain"
    RACE = "race", "race"
    FORGOT = "forgot", "forgot"
    OTHER = "other", "other"


class Source(models.TextChoices):
    """How a foot strike is known."""

    FELT = "felt", "felt"
    VIDEO = "video", "video"
    SENSOR = "sensor", "sensor"
    COACH = "coach", "a coach saw it"


class Foot(models.TextChoices):
    BOTH = "both", "both, not told apart"
    LEFT = "left", "left"
    RIGHT = "right", "right"


class Moment(models.TextChoices):
    """When in a run a check was made."""

    FRESH = "fresh", "fresh"
    MIDDLE = "middle", "in the middle"
    TIRED = "tired", "tired"


class Strike(models.TextChoices):
    REARFOOT = "rearfoot", "heel"
    MIDFOOT = "midfoot", "midfoot"
    FOREFOOT = "forefoot", "forefoot"


class Landing(models.TextChoices):
    AHEAD = "ahead", "out in front"
    UNDER = "under", "under the body"
