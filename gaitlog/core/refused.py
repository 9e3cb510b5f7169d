from __future__ import annotations


class Refused(Exception):
    """What cannot be done, and what to do instead, in one plain sentence."""
