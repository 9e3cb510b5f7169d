#!/usr/bin/env python
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaitlog.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from gaitlog.core.refused import Refused

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, Refused) as reason:
        sys.exit(str(reason))
