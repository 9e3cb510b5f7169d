from gaitlog.injuries.forms.care import StepForm, StepPassForm, TreatmentForm
from gaitlog.injuries.forms.injuries import InjuryForm
from gaitlog.injuries.forms.pains import MorningForm, PainChangeForm, PainForm
from gaitlog.injuries.forms.places import BeginningForm

__all__ = [
    "BeginningForm",
    "InjuryForm",
    "MorningForm",
    "PainChangeForm",
    "PainForm",
    "StepForm",
    "StepPassForm",
    "TreatmentForm",
]
