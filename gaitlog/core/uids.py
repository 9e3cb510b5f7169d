"""The uids of rows that are written together."""

from __future__ import annotations

from uuid import UUID, uuid4

COUNTED = 1 << 16  # the last digits tell neighbours apart; 106 random bits stand before them


def neighbours(count: int) -> list[UUID]:
    """Fresh uids that follow one another, for at most 65,536 rows.

    The index of all uids takes them in one place; of random ones, each is put in another.
    """
    if count > COUNTED:
        raise ValueError(f"at most {COUNTED:,} uids can be neighbours")
    first = uuid4().int // COUNTED * COUNTED
    return [UUID(int=first + number) for number in range(count)]
