"""Sessions in the database, as Django keeps them; each request reads one."""

from __future__ import annotations

import re

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from gaitlog.core.prepared import prepared

KEY = re.compile("[a-z0-9]{32}")  # as Django makes them


class SessionStore(db.SessionStore):
    """A session by its key; what no session can have for a key is no session.

    The database is not asked for it: PostgreSQL refuses a text with a NUL in it.
    """

    def _validate_session_key(self, key: str | None) -> bool:
        return key is not None and KEY.fullmatch(key) is not None

    def _get_session_from_db(self) -> Session | None:
        now = timezone.now()
        for session in _of_key(self.session_key or ""):
            if session.expire_date > now:
                return session
        self._session_key = None
        return None


@prepared
def _of_key(key: str) -> QuerySet[Session, Session]:
    return Session.objects.filter(session_key=key)
