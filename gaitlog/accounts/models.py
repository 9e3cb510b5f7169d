from __future__ import annotations

import datetime as dt
from typing import Any, Self
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gaitlog.lib.guard import Parameters
from gaitlog.lib.sections import Measures, reserved
from gaitlog.lib.units import DistanceUnit
from gaitlog.lib.weeks import Week
from gaitlog.lib.zones import known_zones


def known_time_zone(name: str) -> None:
    if name not in known_zones():
        raise ValidationError("This time zone is not known.", code="time_zone")


def own_word(name: str) -> None:
    if reserved(name):
        raise ValidationError(
            f"“{name}” already means something when sections are typed. Choose another word.",
            code="reserved",
        )


class FirstWeekday(models.IntegerChoices):
    MONDAY = 0, "Monday"
    SUNDAY = 6, "Sunday"
    SATURDAY = 5, "Saturday"


class Theme(models.TextChoices):
    DEVICE = "", "as the device"
    LIGHT = "light", "light"
    DARK = "dark", "dark"


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)

    def runners(self) -> models.QuerySet[User]:
        """Everybody but the demo runner."""
        return self.filter(is_demo=False)


class User(AbstractBaseUser):
    """A runner: how they log in, and how they like to read their log."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    username = models.CharField(
        "user name",
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "Somebody here has this name already."},
    )
    email = models.EmailField("e-mail", blank=True)
    is_active = models.BooleanField(default=True)
    is_host = models.BooleanField(default=False)  # set the log up: may invite and remove members
    is_demo = models.BooleanField(default=False)
    session_generation = models.PositiveIntegerField(default=0)
    joined_at = models.DateTimeField(default=timezone.now)
    welcomed_at = models.DateTimeField(null=True, blank=True)

    distance_unit = models.CharField(
        "distances in",
        max_length=2,
        choices=[(unit.value, unit.word) for unit in DistanceUnit],
        default=DistanceUnit.KM.value,
    )
    first_weekday = models.PositiveSmallIntegerField(
        "week begins on", choices=FirstWeekday, default=FirstWeekday.MONDAY
    )
    time_zone = models.CharField(max_length=60, default="UTC", validators=[known_time_zone])
    technique = models.CharField(
        "what you are learning",
        max_length=30,
        blank=True,
        default="Pose",
        validators=[own_word],
        help_text="Your word for it stands on every page. Empty: you run as you run.",
    )
    lamppost_m = models.PositiveSmallIntegerField(
        "from lamppost to lamppost, m",
        default=30,
        validators=[MinValueValidator(10), MaxValueValidator(80)],
    )
    block_m = models.PositiveSmallIntegerField(
        "length of a block, m",
        default=100,
        validators=[MinValueValidator(50), MaxValueValidator(300)],
    )
    usual_pace_s_per_km = models.PositiveSmallIntegerField(
        "usual pace",
        default=360,
        validators=[MinValueValidator(150), MaxValueValidator(900)],
    )
    walking_pace_s_per_km = models.PositiveSmallIntegerField(
        "walking pace",
        default=600,
        validators=[MinValueValidator(400), MaxValueValidator(1500)],
    )
    baseline_cadence_spm = models.PositiveSmallIntegerField(
        "usual cadence, steps a minute",
        null=True,
        blank=True,
        validators=[MinValueValidator(120), MaxValueValidator(240)],
    )
    target_cadence_spm = models.PositiveSmallIntegerField(
        "cadence you aim at, steps a minute",
        null=True,
        blank=True,
        validators=[MinValueValidator(120), MaxValueValidator(240)],
    )
    guard_settings = models.JSONField(default=dict, blank=True)  # what differs from the defaults
    theme = models.CharField("colours", max_length=5, choices=Theme, blank=True, default="")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_name_whatever_its_case"),
            models.UniqueConstraint(
                fields=["is_host"], condition=Q(is_host=True), name="user_one_host"
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def unit(self) -> DistanceUnit:
        return DistanceUnit(self.distance_unit)

    @property
    def measures(self) -> Measures:
        """The runner's own spacing and pace, for the section language."""
        return Measures(
            lamppost_m=self.lamppost_m,
            block_m=self.block_m,
            usual_pace_s_per_km=self.usual_pace_s_per_km,
            walking_pace_s_per_km=self.walking_pace_s_per_km,
        )

    @property
    def guard(self) -> Parameters:
        """What the rules of the dose guard are set to."""
        return Parameters.of(self.guard_settings)

    @property
    def learns(self) -> bool:
        """Whether there is a new gait at all."""
        return bool(self.technique)

    @property
    def learns_pose(self) -> bool:
        return self.technique.casefold() == "pose"

    def week_of(self, day: dt.date) -> Week:
        return Week.of(day, self.first_weekday)

    def get_session_auth_hash(self) -> str:
        """Signing out everywhere raises the generation, and every older session ends."""
        return salted_hmac(
            "gaitlog.accounts.session",
            f"{self.password}:{self.session_generation}",
            algorithm="sha256",
        ).hexdigest()

    def get_session_auth_fallback_hash(self) -> Any:
        return iter(())


class OneTimeLinkQuerySet(models.QuerySet["OneTimeLink"]):
    def live(self) -> Self:
        return self.filter(used_at=None, expires_at__gt=timezone.now())


class OneTimeLink(models.Model):
    """A link that lets somebody in once; only the digest of its secret is kept."""

    class Kind(models.TextChoices):
        SETUP = "setup", "set up the log"
        INVITATION = "invitation", "join the household"
        PASSWORD = "password", "choose a new password"
        DEMO = "demo", "look around in the demo"

    kind = models.CharField(max_length=10, choices=Kind)
    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(  # whom it logs in; nobody yet for a set-up or an invitation
        User, models.CASCADE, null=True, blank=True, related_name="one_time_links"
    )
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = OneTimeLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["setup", "invitation"], user=None)
                | Q(kind__in=["password", "demo"], user__isnull=False),
                name="one_time_link_for_somebody_where_needed",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class LoginFailures(models.Model):
    """How often a log-in went wrong from one address or for one name; see ``limits``."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.count} since {self.since:%H:%M}"
