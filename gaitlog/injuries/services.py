from __future__ import annotations

from gaitlog.runs.models import Run


def keep_pains_with(run: Run) -> None:
    """The pains of a run that was moved to another day are of that day."""
    if run.version > 1:
        run.pains.exclude(on=run.on).update(on=run.on)
