from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet

from gaitlog.core.fields import DistanceField, in_unit

if TYPE_CHECKING:
    from django.http import QueryDict

    from gaitlog.accounts.models import User


class OwnedModelForm(forms.ModelForm):
    """A form for one of ``owner``'s rows, in the owner's units.

    Its choices are the owner's rows alone. The owner is set before validation and counts in
    it, so that a constraint over (owner, name) gives a form error and not an IntegrityError.
    """

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.instance.owner = owner
        in_unit(self.fields, owner.unit)
        for name, field in self.fields.items():
            rows = getattr(field, "queryset", None)
            if rows is not None and hasattr(rows.model, "owner"):
                self.offer(name, rows.filter(owner=owner))

    def offer(self, name: str, rows: QuerySet[Any]) -> None:
        """Make ``rows`` the choices of the field ``name``."""
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name in self.fields.keys() - set(self.changed_data):
            if self.instance.pk and isinstance(self.fields[name], DistanceField):
                # What is shown is rounded: unchanged text is the distance as it was.
                data[name] = getattr(self.instance, name)
        return data

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"owner"}  # type: ignore[misc,no-any-return]

    def save(self, commit: bool = True) -> Any:
        """Save; a row that went meanwhile does not come back, and raises DatabaseError."""
        if not commit or self.instance.pk is None:
            return super().save(commit)
        super().save(commit=False)
        self.instance.save(force_update=True)
        self.save_m2m()
        return self.instance

    def try_to_save(self) -> Any:
        """Save what was found valid; None where another save took its place at the same moment.

        The errors say then what is in the way.
        """
        try:
            with transaction.atomic():
                return self.save()
        except IntegrityError:
            self.full_clean()
            if self.is_valid():
                raise
            return None


SAVED_BEFORE = (
    "This was saved already, and here it says something else. Nothing was changed: open what was"
    " saved, and change it there."
)
CHANGED_MEANWHILE = (
    "This was changed elsewhere since you opened it, and nothing was overwritten. Save again, and"
    " it is what stands here; or open it anew."
)


class SeenForm(forms.Form):
    """A form that is saved over what its sender saw: it brings along a digest of that."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def is_as_seen(self, now: str) -> bool:
        """Whether what there is now is what was seen, once nobody else can write."""
        if self.cleaned_data.get("seen") in {"", now}:
            return True
        self.refuse_to_overwrite(now)
        return False

    def refuse_to_overwrite(self, now: str) -> None:
        """Say that there is another version now; sent again, it is saved over it on purpose."""
        shown: Any = cast("QueryDict", self.data).copy()
        shown["seen"] = now
        self.data = shown
        self.add_error(None, CHANGED_MEANWHILE)


class SentOnceForm(SeenForm, OwnedModelForm):
    """A form that is saved once, however often it is sent, and over what its sender saw.

    A new row brings its uid along, an old one a digest of what it was when it was opened.
    """

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_old:
            self.initial["seen"] = digest(self.instance)
        else:
            self.initial["uid"] = uuid4()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        seen = data.get("seen")
        if self.is_old and seen and seen != self.initial["seen"]:
            self.refuse_to_overwrite(self.initial["seen"])
        return data

    def _is_as_seen(self) -> bool:
        """Whether the row is still what the form was opened with, once nobody else can write."""
        if not self.is_old or not self.cleaned_data.get("seen"):
            return True
        rows = self._meta.model._default_manager.select_for_update()
        row = rows.filter(pk=self.instance.pk).first()
        return row is None or self.is_as_seen(self.mark_of(row))  # save tells that one is gone

    def mark_of(self, row: Any) -> str:
        """What differs where a row was changed."""
        return digest(row)

    @property
    def is_old(self) -> bool:
        return self.instance.pk is not None

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.is_old and self.cleaned_data.get("uid"):
            self.instance.uid = self.cleaned_data["uid"]

    def already_saved(self) -> Any:
        """The row that this very form has made before, if it is sent a second time.

        None where it says something else by now; the errors say that it was saved already.
        """
        row = self._saved_before()
        if row is None:
            return None
        self.full_clean()
        if not self._has_wrong_fields() and not self.differs_from(row):
            return row
        self.add_error(None, SAVED_BEFORE)
        return None

    @property
    def sent_uid(self) -> UUID | None:
        """The uid that a new row was sent with."""
        try:
            return None if self.is_old else UUID(self.data.get("uid", ""))
        except ValueError:
            return None

    def _saved_before(self) -> Any:
        uid = self.sent_uid
        if uid is None:
            return None
        return self._meta.model._default_manager.filter(owner=self.owner, uid=uid).first()

    def _has_wrong_fields(self) -> bool:
        """Whether a field makes no sense, apart from what the row itself has taken."""
        errors = self.errors.as_data()
        errors.pop(NON_FIELD_ERRORS, None)
        return any(error.code != "unique" for found in errors.values() for error in found)

    def differs_from(self, row: Any) -> bool:
        """Whether the form says something else than a row that it has made before."""
        columns = [self._meta.model._meta.get_field(name).attname for name in self.compared]
        return any(getattr(self.instance, name) != getattr(row, name) for name in columns)

    @property
    def compared(self) -> tuple[str, ...]:
        """The fields that are compared with it."""
        return tuple(self._meta.fields or ())

    def try_to_save(self) -> Any:
        """Save; where the same form came twice at the same moment, give what the other saved.

        None where the row was changed at the same moment; the errors say so.
        """
        try:
            with transaction.atomic():
                return super().try_to_save() if self._is_as_seen() else None
        except IntegrityError:
            if saved := self.already_saved():
                return saved
            if self.errors:
                return None
            if self.is_old:
                raise
            self.instance.uid = uuid4()  # that of the form is taken, and not by this runner
            return self.save()


def digest(*rows: Model) -> str:
    """A short text that differs where any column of a row and its parts does."""
    return digest_of(
        [[getattr(row, field.attname) for field in row._meta.concrete_fields] for row in rows]
    )


def digest_of(values: object) -> str:
    """A short text that differs where plain values do."""
    return sha256(repr(values).encode()).hexdigest()[:16]
