"""Who is logged in, as allauth has it; each request reads one user."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from gaitlog.accounts.models import User
from gaitlog.core.prepared import prepared


class Backend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: Any) -> User | None:
        user = next(iter(_of_key(user_id)), None)
        return user if user and self.user_can_authenticate(user) else None


@prepared
def _of_key(key: int) -> QuerySet[User, User]:
    return User.objects.filter(pk=key)
