from __future__ import annotations

from django.db import models


class Site(models.TextChoices):
    """Where it hurts, as a runner says it; each lies in one body area of the IOC list of 2020."""

    CALF = "calf", "calf"
    SOLEUS = "soleus", "deep calf (soleus)"
    ACHILLES_MID = "achilles_mid", "Achilles tendon, middle"
    ACHILLES_HEEL = "achilles_heel", "Achilles tendon, at the heel"
    SHIN_INNER = "shin_inner", "shin, inner edge"
    SHIN_FRONT = "shin_front", "shin, front"
    ANKLE = "ankle", "ankle"
    HEEL = "heel", "heel"
    ARCH = "arch", "arch, sole of the foot"
    METATARSALS = "metatarsals", "ball of the foot"
    TOES = "toes", "toes"
    FOOT_TOP = "foot_top", "top of the foot"
    KNEE_FRONT = "knee_front", "knee, front"
    KNEE_OUTER = "knee_outer", "knee, outside"
    KNEE_INNER = "knee_inner", "knee, inside"
    KNEE_BACK = "knee_back", "knee, back"
    HAMSTRING = "hamstring", "hamstring"
    QUADRICEPS = "quadriceps", "front of the thigh"
    ADDUCTOR = "adductor", "inner thigh"
    HIP_FRONT = "hip_front", "hip, front"
    HIP_OUTER = "hip_outer", "hip, outside"
    GROIN = "groin", "groin"
    BUTTOCK = "buttock", "buttock"
    LOWER_BACK = "lower_back", "lower back"
    OTHER = "other", "somewhere else"

    @property
    def area(self) -> Area:
        return next(area for area, sites in AREAS.items() if self in sites)

    @property
    def has_two_sides(self) -> bool:
        return self not in {Site.LOWER_BACK, Site.OTHER}

    @property
    def is_lower_limb(self) -> bool | None:
        """Whether it is from the buttock down; None where the place is not said."""
        if self is Site.OTHER:
            return None
        return self is not Site.LOWER_BACK


class Area(models.TextChoices):
    """Body areas of the IOC consensus of 2020 (Bahr et al., BJSM 54:372), by OSIICS letter."""

    LOWER_LEG = "Q", "lower leg"
    ANKLE = "A", "ankle"
    FOOT = "F", "foot"
    KNEE = "K", "knee"
    THIGH = "T", "thigh"
    HIP = "G", "hip and groin"
    LUMBOSACRAL = "L", "lower back and buttock"
    UNSPECIFIED = "Z", "elsewhere"


AREAS = {
    Area.LOWER_LEG: (
        Site.CALF,
        Site.SOLEUS,
        Site.ACHILLES_MID,
        Site.ACHILLES_HEEL,
        Site.SHIN_INNER,
        Site.SHIN_FRONT,
    ),
    Area.ANKLE: (Site.ANKLE,),
    Area.FOOT: (Site.HEEL, Site.ARCH, Site.METATARSALS, Site.TOES, Site.FOOT_TOP),
    Area.KNEE: (Site.KNEE_FRONT, Site.KNEE_OUTER, Site.KNEE_INNER, Site.KNEE_BACK),
    Area.THIGH: (Site.HAMSTRING, Site.QUADRICEPS, Site.ADDUCTOR),
    Area.HIP: (Site.HIP_FRONT, Site.HIP_OUTER, Site.GROIN),
    Area.LUMBOSACRAL: (Site.LOWER_BACK, Site.BUTTOCK),
    Area.UNSPECIFIED: (Site.OTHER,),
}
BELOW_THE_KNEE = {*AREAS[Area.LOWER_LEG], *AREAS[Area.ANKLE], *AREAS[Area.FOOT]}


class Side(models.TextChoices):
    LEFT = "left", "left"
    RIGHT = "right", "right"
    BOTH = "both", "both"
    NONE = "", "middle, or no side"


def where(site: str, side: str) -> str:
    """“left calf”, “calf, both sides”."""
    return f"{site}, both sides" if side == Side.BOTH else f"{side} {site}".strip()


class Feel(models.TextChoices):
    """What a pain is like, as a runner can tell."""

    UNSAID = "", "not said"
    SORENESS = "soreness", "soreness: both sides, dull, fades when warm"
    STRAIN = "strain", "strain: one side, sharp, grows while running"


class Kind(models.TextChoices):
    COMPLAINT = "complaint", "a niggle"
    INJURY = "injury", "an injury"


class Onset(models.TextChoices):
    """How it began, in the three ways of the IOC consensus of 2020."""

    UNSAID = "", "not said"
    SUDDEN = "sudden", "at one moment, out of nothing"
    AFTER_BUILDING = "after_load", "at one moment, after days of building up"
    GRADUAL = "gradual", "little by little"


class Effect(models.TextChoices):
    """What it did to running."""

    UNSAID = "", "not said"
    NONE = "none", "I trained as before"
    LESS = "less", "less, slower or shorter"
    STOPPED = "stopped", "no running"

    @property
    def held_back(self) -> bool:
        return self in {Effect.LESS, Effect.STOPPED}


class Tissue(models.TextChoices):
    """Types of injury of the IOC consensus of 2020, those that runners' words stand for."""

    MUSCLE = "M", "muscle injury"
    TENDON = "T", "tendinopathy"
    BONE_STRESS = "S", "bone stress injury"
    SPRAIN = "J", "joint sprain"
    ABRASION = "I", "abrasion"
    UNSPECIFIED = "Z", "not specified"


class Diagnosis(models.TextChoices):
    """What it is presumed to be, in runners' words."""

    NONE = "", "not diagnosed"
    CALF_STRAIN = "calf_strain", "calf strain"
    ACHILLES = "achilles", "Achilles tendinopathy"
    PLANTAR = "plantar", "plantar fasciopathy"
    SHIN_SPLINTS = "shin_splints", "shin splints"
    METATARSAL = "metatarsal", "stress injury of the midfoot"
    RUNNERS_KNEE = "runners_knee", "runner’s knee"
    IT_BAND = "it_band", "IT band pain"
    HAMSTRING = "hamstring", "hamstring strain"
    ANKLE_SPRAIN = "ankle_sprain", "ankle sprain"
    BLISTER = "blister", "blister"
    OTHER = "other", "something else: see the note"

    @property
    def tissue(self) -> Tissue:
        return TISSUES.get(self, Tissue.UNSPECIFIED)


TISSUES = {
    Diagnosis.CALF_STRAIN: Tissue.MUSCLE,
    Diagnosis.HAMSTRING: Tissue.MUSCLE,
    Diagnosis.ACHILLES: Tissue.TENDON,
    Diagnosis.PLANTAR: Tissue.TENDON,
    Diagnosis.SHIN_SPLINTS: Tissue.BONE_STRESS,
    Diagnosis.METATARSAL: Tissue.BONE_STRESS,
    Diagnosis.ANKLE_SPRAIN: Tissue.SPRAIN,
    Diagnosis.BLISTER: Tissue.ABRASION,
}


class By(models.TextChoices):
    """Who said what it is, or treated it."""

    UNSAID = "", "not said"
    SELF = "self", "myself"
    PHYSIO = "physio", "a physiotherapist"
    PHYSICIAN = "physician", "a doctor"
    OTHER = "other", "somebody else"


PROFESSIONALS = {By.PHYSIO, By.PHYSICIAN}


class Outcome(models.TextChoices):
    """How it was after a treatment."""

    UNSAID = "", "not said"
    BETTER = "better", "better"
    SAME = "same", "the same"
    WORSE = "worse", "worse"
