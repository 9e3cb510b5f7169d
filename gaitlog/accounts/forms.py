from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import transaction

from gaitlog.accounts.models import User
from gaitlog.core.fields import PaceField, in_unit
from gaitlog.core.forms import SeenForm, digest_of

NEW_PASSWORD_HELP = (
    "At least 12 characters. Four words that mean something to you alone are a good one."
)


class LoginForm(allauth_forms.LoginForm):
    """User name and password, in our words."""

    error_messages = {
        "account_inactive": "This account is switched off.",
        "username_password_mismatch": "User name and password do not fit together.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name"
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs["autocapitalize"] = "off"

    def clean(self) -> Any:
        try:
            return super().clean()
        except ValidationError as error:
            if error.code == "too_many_login_attempts":
                raise
            raise ValidationError(
                self.error_messages["username_password_mismatch"], code="mismatch"
            ) from error


class NewPasswordMixin(forms.Form):
    """A new password, typed once and shown on request."""

    password = forms.CharField(
        label="Password",
        strip=False,
        help_text=NEW_PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def validate_password(self, user: User) -> None:
        password = self.cleaned_data.get("password")
        if password:
            try:
                password_validation.validate_password(password, user)
            except ValidationError as error:
                self.add_error("password", error)


class JoinForm(NewPasswordMixin, forms.ModelForm):
    """A new user of the log; the browser adds where they are."""

    time_zone = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = User
        fields = ["username", "email"]
        widgets = {
            "username": forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "off"}
            ),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        help_texts = {
            "username": "What you type to log in.",
            "email": "If you like. Nothing is ever sent from here by itself.",
        }

    field_order = ["username", "password", "email"]

    def clean_time_zone(self) -> str:
        """A zone that the browser guessed; one that we do not know is left out."""
        name: str = self.cleaned_data["time_zone"]
        try:
            User._meta.get_field("time_zone").run_validators(name)
        except ValidationError:
            return ""
        return name

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        self.validate_password(self.instance)


class NewPasswordForm(NewPasswordMixin):
    """A new password for somebody who followed a link made for them."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> None:
        self.validate_password(self.user)


class ChangePasswordForm(NewPasswordForm):
    """A new password for somebody who knows the old one."""

    old_password = forms.CharField(
        label="Password now",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["old_password", "password"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "New password"

    def clean_old_password(self) -> str:
        password: str = self.cleaned_data["old_password"]
        if not self.user.check_password(password):
            raise ValidationError("This is not the password you have now.", code="old_password")
        return password


class PreferencesForm(SeenForm, forms.ModelForm):
    """How the runner likes to read and write their log."""

    usual_pace_s_per_km = PaceField(
        label="usual pace", help_text="Turns metres into time where a run has no distance."
    )
    walking_pace_s_per_km = PaceField(label="walking pace")

    class Meta:
        model = User
        fields = [
            "technique",
            "distance_unit",
            "first_weekday",
            "time_zone",
            "theme",
            "lamppost_m",
            "block_m",
            "usual_pace_s_per_km",
            "walking_pace_s_per_km",
            "baseline_cadence_spm",
            "target_cadence_spm",
            "email",
        ]
        widgets = {
            "distance_unit": forms.RadioSelect,
            "first_weekday": forms.RadioSelect,
            "theme": forms.RadioSelect,
            "time_zone": forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_unit(self.fields, self.instance.unit)
        self.initial["seen"] = self._mark_of(self.instance)

    def _mark_of(self, user: User) -> str:
        return digest_of([getattr(user, name) for name in self.Meta.fields])

    @transaction.atomic
    def try_to_save(self) -> bool:
        """Save the settings and nothing else of the runner; not where others were saved since."""
        now = User.objects.select_for_update().filter(pk=self.instance.pk).first()
        if now and not self.is_as_seen(self._mark_of(now)):
            return False
        self.instance.save(update_fields=self.Meta.fields)
        return True


class DeleteAccountForm(forms.Form):
    """The password once more, before everything goes."""

    password = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError("This is not your password.", code="password")
        return password
