from gaitlog.injuries.models.care import ReturnStep, Treatment
from gaitlog.injuries.models.injury import Injury, InjuryQuerySet
from gaitlog.injuries.models.pain import NUMBERS, Pain, PainQuerySet

__all__ = [
    "NUMBERS",
    "Injury",
    "InjuryQuerySet",
    "Pain",
    "PainQuerySet",
    "ReturnStep",
    "Treatment",
]
