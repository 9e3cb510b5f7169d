from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from gaitlog.core.fields import MinutesField, PastDateField
from gaitlog.core.forms import SentOnceForm, digest
from gaitlog.drills import services
from gaitlog.drills.models import LONGEST_MIN, Advice, Lesson

LONGEST_ADVICE = Advice._meta.get_field("text").max_length or 0
MOST_ADVICES = 40


class LessonForm(SentOnceForm):
    """A lesson as the runner types it; what was said is a line for each piece of advice."""

    on = PastDateField(
        label="date", future="This day is still to come. A lesson is logged when it is over."
    )
    minutes = MinutesField(
        required=False,
        most=LONGEST_MIN,
        refusal="A lesson is from one minute to ten hours long.",
        help_text="Or 1h30, 31:20; kept in whole minutes.",
    )
    said = forms.CharField(
        label="what you were told",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="A line for each piece of advice. Each can become a drill of yours.",
    )

    class Meta:
        model = Lesson
        fields = ["kind", "on", "minutes", "teacher", "place", "companions", "note"]
        labels = {"companions": "with whom"}
        widgets = {"kind": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Lesson.Kind.choices  # type: ignore[attr-defined]
        if not self.is_old:
            self.initial["on"] = self.initial.get("on") or timezone.localdate()
            return
        advices = list(self.instance.advices.all())
        self.initial["said"] = "\n".join(advice.text for advice in advices)
        self.initial["seen"] = digest(self.instance, *advices)

    def differs_from(self, row: Lesson) -> bool:
        said = self.cleaned_data.get("said")
        return super().differs_from(row) or said != [str(one) for one in row.advices.all()]

    def mark_of(self, row: Lesson) -> str:
        return digest(row, *row.advices.all())

    def clean_said(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["said"].splitlines()]
        texts = [line for line in lines if line]
        if len(texts) > MOST_ADVICES:
            raise forms.ValidationError(f"Keep it to {MOST_ADVICES} lines.", code="many")
        for number, text in enumerate(texts, 1):
            if len(text) > LONGEST_ADVICE:
                raise forms.ValidationError(
                    f"Line {number} has more than {LONGEST_ADVICE} letters. Make two lines of it.",
                    code="long",
                )
        return texts

    def save(self, commit: bool = True) -> Lesson:
        """Save the lesson and what was said in it."""
        lesson: Lesson = super().save(commit=False)
        return services.save_lesson(lesson=lesson, texts=self.cleaned_data["said"])
