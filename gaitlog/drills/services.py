from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from gaitlog.drills.models import Block, Drill, Practice

if TYPE_CHECKING:
    from gaitlog.accounts.models import User


@transaction.atomic
def save_practice(
    *, practice: Practice, drills: Sequence[Drill] = (), new: Sequence[Drill] = ()
) -> Practice:
    """Save a practice and replace its blocks, in order; ``new`` drills become the owner's."""
    chosen = dict.fromkeys([*drills, *_own(practice.owner, new)])
    practice.save()
    practice.blocks.all().delete()
    Block.objects.bulk_create(
        Block(owner_id=practice.owner_id, practice=practice, drill=drill, position=position)
        for position, drill in enumerate(chosen)
    )
    return practice


def _own(owner: User, drills: Sequence[Drill]) -> list[Drill]:
    """The owner's rows for these drills, made only where there is none of that name yet.

    One that was retired is in use again: it is practised.
    """
    own = list(owner.drills.all()) if drills else []
    by_slug = {row.slug: row for row in own if row.slug}
    by_name = {row.name.casefold(): row for row in own}
    rows = []
    for drill in drills:
        drill.owner = owner
        rows.append(by_slug.get(drill.slug) or by_name.setdefault(drill.name.casefold(), drill))
    Drill.objects.bulk_create(drill for drill in drills if drill in rows)
    for row in rows:
        if row.is_retired:
            row.use_again()
    return rows
