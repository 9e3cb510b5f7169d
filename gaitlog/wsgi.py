"""The application for a server of one's own; it refuses to start where something is wrong."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaitlog.settings")

application = get_wsgi_application()

from gaitlog.core.lock import hold_data_folder  # noqa: E402  needs the apps
from gaitlog.core.startup import refuse_to_start_if_wrong  # noqa: E402

refuse_to_start_if_wrong(migrated=True)
in_use = hold_data_folder(shared=True)
