"""The portable form of rows: what the trash keeps and an export says, by uid and not by number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

Values = dict[str, Any]


def no_files(owner: User, values: Values) -> list[Path]:
    return []


def nothing_else(owner: User, values: Values) -> None:
    """Most rows are gone when their row is gone."""


@dataclass(frozen=True, slots=True)
class Portable:
    """What of a model travels: its fields, and the files that belong to a row."""

    model: type[models.Model]
    fields: tuple[str, ...]
    files: Callable[[User, Values], list[Path]] = no_files
    let_go: Callable[[User, Values], None] = nothing_else

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def columns(self) -> list[str]:
        """The look-ups that fetch the fields, rows of others by their uid."""
        return [f"{name}__uid" if self.points(name) else name for name in self.fields]

    def points(self, name: str) -> type[models.Model] | None:
        """The model that a field points to, if it does."""
        target = self.model._meta.get_field(name).related_model
        return target if isinstance(target, type) else None

    def values(self, rows: models.QuerySet[Any]) -> Iterable[Values]:
        """Each row as plain values, its uid first."""
        names = ["uid", *self.fields]
        for row in rows.order_by("pk").values_list("uid", *self.columns).iterator():
            yield dict(zip(names, row, strict=True))


REGISTRY: dict[str, Portable] = {}


def register(
    model: type[models.Model],
    *fields: str,
    files: Callable[[User, Values], list[Path]] = no_files,
    let_go: Callable[[User, Values], None] = nothing_else,
) -> None:
    """Name what of a model travels. Every column but the key and the owner has to be named.

    ``files`` gives the files of a row, ``let_go`` removes them once the row is gone for good.
    """
    REGISTRY[model._meta.label_lower] = Portable(model, fields, files, let_go)


def portable_of(model: type[models.Model]) -> Portable:
    return REGISTRY[model._meta.label_lower]


def in_order() -> list[Portable]:
    """The portable models, each after all that it points to."""
    ordered: list[Portable] = []

    def add(portable: Portable) -> None:
        if portable in ordered:
            return
        for name in portable.fields:
            target = portable.points(name)
            if target and target is not portable.model:
                add(portable_of(target))
        ordered.append(portable)

    for portable in REGISTRY.values():
        add(portable)
    return ordered
