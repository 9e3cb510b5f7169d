"""How the form of a run was, in a few taps right after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.forms.boundfield import BoundWidget

from gaitlog.core.fields import DurationField, OwnedChoicesField, scale
from gaitlog.core.forms import SentOnceForm, digest
from gaitlog.core.templatetags.gaitlog import clock
from gaitlog.lib.strikes import LANDINGS, STRIKES
from gaitlog.runs import services
from gaitlog.runs.choices import Feedback, Landing, Skipped, Source, Strike
from gaitlog.runs.models import COUNTS, FormNote, SlipKind
from gaitlog.runs.models.form_note import SCALES
from gaitlog.runs.vocabulary import Vocabulary, signs_for

if TYPE_CHECKING:
    from django.http import QueryDict

OF_RUN = ("felt_form", "focus_rating", "effort")
OF_FEELING = ("wanted", "glad")
OF_FORM = (
    "felt_form",
    "slips",
    "another_slip",
    "faded_at_s",
    "concentration",
    "confidence",
    "feedback",
    "tempo_spm",
    "tempo_matched",
)
FELT = ("strike_felt", "landing_felt")


def one_of(label: str, choices: list[tuple[str, str]], none: str = "–") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=[("", none), *choices], widget=forms.RadioSelect
    )


class FormNoteForm(SentOnceForm):
    """What a runner says of the form of a run; what does not concern the run is not asked."""

    felt_form = scale("form, as it felt", range(1, 6))
    focus_rating = scale("how the focus went", range(1, 6))
    effort = scale("effort", range(11))
    slips = OwnedChoicesField(
        label="what slipped", required=False, widget=forms.CheckboxSelectMultiple
    )
    another_slip = forms.CharField(
        label="or something else, in your words", required=False, max_length=60
    )
    faded_at_s = DurationField(label="at which minute it went", required=False)
    feedback = one_of("what told you how it went", Feedback.choices)
    skipped_reason = one_of("why not this time", Skipped.choices)
    strike_felt = one_of("how the foot struck, as it felt", Strike.choices)
    landing_felt = one_of("where it landed, as it felt", Landing.choices)
    tempo_matched = scale("how well the steps matched", range(1, 6))
    wanted = scale("wanted to go", range(1, 6))
    glad = scale("glad that you went", range(1, 6))
    concentration = scale("kept your mind on it", range(1, 6))
    confidence = scale("felt sure of it", range(1, 6))

    class Meta:
        model = FormNote
        fields = [
            "faded_at_s",
            "skipped_reason",
            "feedback",
            "tempo_spm",
            "tempo_matched",
            "wanted",
            "glad",
            "concentration",
            "confidence",
        ]
        widgets = {"tempo_spm": forms.TextInput(attrs={"inputmode": "numeric"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_old:
            self.initial["seen"] = self.mark_of(self.instance)
        self.run = self.instance.run
        self.felt = self.run.strike_checks.filter(source=Source.FELT).first()
        if self.is_old and self.is_bound and not self.data.get("seen"):
            self._is_of_an_empty_one()
        for name in set(self.fields) - self._asked():
            del self.fields[name]
        if "slips" in self.fields:
            self._offer_slips()
        self._take_initial()

    def mark_of(self, row: FormNote) -> str:
        """The signs of a note are a part of it."""
        kinds = sorted(row.slips.values_list("kind", flat=True))
        return digest(row) + "".join(f"-{kind}" for kind in kinds)

    def _is_of_an_empty_one(self) -> None:
        """The same was asked and answered elsewhere since this one was opened."""
        data: Any = cast("QueryDict", self.data).copy()
        data["seen"] = "nothing"
        self.data = data

    def _take_initial(self) -> None:
        said = {name: getattr(self.run, name) for name in OF_RUN}
        said |= {name: getattr(self.instance, name) for name in SCALES}
        said |= {
            "strike_felt": next((one for one in STRIKES if getattr(self.felt, one, 0)), ""),
            "landing_felt": next((one for one in LANDINGS if getattr(self.felt, one, 0)), ""),
        }
        for name, value in said.items():
            self.initial[name] = "" if value is None else str(value)
        if "focus_rating" in self.fields:
            self.fields["focus_rating"].label = f"{self.run.focus}: how it went"

    def _asked(self) -> set[str]:
        """Who learns no new gait is only asked how they felt; nor is anybody asked how a new
        gait was that they did not run."""
        always = {"uid", "seen", "effort", *OF_FEELING}
        if not self.owner.learns:
            return always
        asked = always | {*FELT} | ({"focus_rating"} if self.run.focus_id else set())
        return asked | ({*OF_FORM} if self.run.pose_s else {"skipped_reason"})

    def _offer_slips(self) -> None:
        before = [slip.kind_id for slip in self.instance.slips.all()] if self.is_old else []
        self.signs = Vocabulary(
            SlipKind,
            self.owner,
            rows=self.owner.slip_kinds.for_list(),
            entries=signs_for(self.owner),
            keep=before,
        )
        self.fields["slips"].choices = self.signs.choices  # type: ignore[attr-defined]
        self.fields["slips"].now_own = lambda: self.signs.now_own  # type: ignore[attr-defined]
        self.initial["slips"] = [str(key) for key in before]

    @property
    def noted_signs(self) -> list[BoundWidget]:
        """The chips of the runner's own signs."""
        return list(self["slips"].subwidgets)[: len(self.signs.offered)]

    @property
    def other_signs(self) -> list[BoundWidget]:
        """The chips of the ready-made ones that were never noted."""
        return list(self["slips"].subwidgets)[len(self.signs.offered) :]

    def clean_faded_at_s(self) -> int | None:
        faded_at_s: int | None = self.cleaned_data["faded_at_s"]
        # What is noted already stays, where the run was made shorter since.
        is_new = faded_at_s != self.initial.get("faded_at_s")
        if faded_at_s and faded_at_s > self.run.moving_s and is_new:
            raise forms.ValidationError(f"The run was {clock(self.run.moving_s)} long.")
        return faded_at_s

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("tempo_spm") and not data.get("feedback"):
            data["feedback"] = "metronome"
        return data

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"owner"}

    def differs_from(self, row: FormNote) -> bool:
        said, felt = self.cleaned_data, self._felt()
        return (
            super().differs_from(row)
            or any(said[name] != getattr(self.run, name) for name in OF_RUN if name in said)
            or felt != {name: getattr(self.felt, name, 0) for name in felt}
            or ("slips" in said and {kind.pk for kind in self._slips()} != self._noted(row))
        )

    def _noted(self, row: FormNote) -> set[int]:
        return set(row.slips.values_list("kind", flat=True))

    @property
    def says_nothing(self) -> bool:
        """Whether a new one is sent as empty as it came."""
        return not self.is_old and not set(self.changed_data) - {"uid", "seen"}

    def save(self, commit: bool = True) -> FormNote:
        """Save the note, its slips, what was felt of the feet, and what the run itself keeps."""
        changed = set(self.changed_data)
        return services.save_form_note(
            note=super().save(commit=False),
            slips=self._slips() if "slips" in self.fields else None,
            felt=self._felt() if changed & {*FELT} else None,
            of_run={name: self.cleaned_data[name] for name in OF_RUN if name in changed},
        )

    def _slips(self) -> list[SlipKind]:
        chosen = [self.signs.chosen(value) for value in self.cleaned_data["slips"]]
        if another := self.cleaned_data["another_slip"]:
            chosen.append(self.signs.named(another))
        return chosen

    def _felt(self) -> dict[str, int]:
        said = {self.cleaned_data.get(name) for name in FELT}
        return {name: int(name in said) for name in COUNTS}


class SignForm(SentOnceForm):
    """A sign by another name."""

    class Meta:
        model = SlipKind
        fields = ["name"]
        labels = {"name": "what you call it"}
