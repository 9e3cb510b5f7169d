from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from gaitlog.accounts import limits
from gaitlog.core.http import is_path_here


class AccountAdapter(DefaultAccountAdapter):
    """Closed sign-up, and our own limiter in front of the password hash."""

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path here: this machine's other names and ports may be somebody else's."""
        return bool(url) and is_path_here(url or "")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return limits.client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if limits.is_too_many(request, credentials.get("username", "")):
            raise ValidationError(
                "Too many tries. Wait a quarter of an hour, then try again.",
                code="too_many_login_attempts",
            )

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user:
            limits.forget_failures(request, credentials.get("username", ""))
        return user

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing to roll back: only failures are counted."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        limits.count_failure(request, credentials.get("username", ""))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Its messages are not in our words; the views say what happened."""
