"""Deleting with a way back: what goes is kept whole for thirty days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import CASCADE, RESTRICT, SET_NULL, Model, QuerySet
from django.http import Http404

from gaitlog.core.models import TrashItem
from gaitlog.core.portable import REGISTRY, portable_of


class StillNamed(Exception):
    """The row cannot go, for others name it; its text says which."""


class AlreadyGone(Http404):
    """The row went between being looked up and being deleted."""


class CannotReturn(Exception):
    """The row cannot come back; its text says why."""


@transaction.atomic
def put_in_trash(row: Any, *, title: str = "", kind: str = "") -> TrashItem:
    """Delete a row with its parts, keeping all of it and the links that pointed to it.

    Raises StillNamed where something with a history of its own names the row, AlreadyGone
    where it is not there any more.
    """
    if not type(row)._default_manager.select_for_update().filter(pk=row.pk).exists():
        raise AlreadyGone
    rows: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    _gather(row, rows, links)
    item = TrashItem.objects.create(
        owner_id=row.owner_id,
        kind=kind or row._meta.verbose_name,
        title=(title or str(row))[:200],
        payload={"rows": rows, "links": links},
    )
    row.delete()
    return item


@transaction.atomic
def merge(row: Any, into: Any) -> TrashItem:
    """Delete a row whose place another one takes: what named it names that one.

    Undo gives it back all that still names the other. Several are undone last things first:
    a row comes back once the one that took its place is there.
    """
    kept = {
        one.pk
        for one in type(row)._default_manager.select_for_update().filter(pk__in=[row.pk, into.pk])
    }
    if kept != {row.pk, into.pk}:
        raise AlreadyGone
    links = []
    for relation, pointing in _pointing(row):
        keys = list(pointing.values_list("pk", flat=True))
        name = relation.field.name
        label = relation.related_model._meta.label_lower
        links += [{"model": label, "pk": pk, "field": name, "to": row.pk} for pk in keys]
        pointing.update(**{name: into})
    item = put_in_trash(row, title=f"{row}, now {into}")
    item.payload |= {"links": [*item.payload["links"], *links], "into": str(into.uid)}
    item.save(update_fields=["payload"])
    return item


def _gather(row: Any, rows: list[dict[str, Any]], links: list[dict[str, Any]]) -> None:
    portable = portable_of(type(row))
    [values] = portable.values(portable.model._default_manager.filter(pk=row.pk))
    rows.append({"model": portable.label, "pk": row.pk, "values": values})
    for relation, pointing in _pointing(row):
        name = relation.field.name
        if relation.on_delete is RESTRICT and pointing.exists():
            raise StillNamed(_still_named(row, relation.related_model, pointing.count()))
        if relation.on_delete is CASCADE:
            for part in pointing:
                _gather(part, rows, links)
        if relation.on_delete is SET_NULL:
            links += [
                {
                    "model": relation.related_model._meta.label_lower,
                    "pk": pk,
                    "field": name,
                    "to": row.pk,
                }
                for pk in pointing.values_list("pk", flat=True)
            ]


def _pointing(row: Any) -> Iterator[tuple[Any, QuerySet[Any]]]:
    """Each relation by which others name a row, with those that do."""
    for relation in row._meta.related_objects:
        if relation.related_model._meta.label_lower in REGISTRY:
            rows = relation.related_model._default_manager
            yield relation, rows.filter(**{relation.field.name: row.pk})


def _still_named(row: Model, other: type[Model], count: int) -> str:
    noun = other._meta.verbose_name if count == 1 else other._meta.verbose_name_plural
    verb = "names" if count == 1 else "name"
    return f"{count} {noun} {verb} {row}, so it stays. It can be retired instead."


def restore(item: TrashItem) -> Model:
    """Put a deleted row back, under the same number, with its parts and links, and return it.

    Raises CannotReturn, and changes nothing, where the place has been taken, or where the row
    that took it is in the trash itself.
    """
    try:
        with transaction.atomic():
            item = _still_there(item)
            others = list(item.owner.trash_items.select_for_update().exclude(pk=item.pk))
            instead = _key_instead(item, others)
            back = [_put_back(entry, item.owner_id) for entry in item.payload["rows"]]
            item.delete()
            for link in item.payload["links"]:
                _link_again(link, item, instead, others)
            for entry in item.payload["rows"]:
                _be_named_later(entry, others)
    except (IntegrityError, ValidationError) as error:
        raise CannotReturn(
            f"{item.title} cannot come back: something else has taken its place since."
        ) from error
    # What was deleted may be kept as a part: a practice is, with the run of its short runs.
    return next((row for row in back if row._meta.verbose_name == item.kind), back[0])


def _put_back(entry: dict[str, Any], owner_id: int) -> Model:
    portable = REGISTRY[entry["model"]]
    row = portable.model(pk=entry["pk"])
    row.owner_id = owner_id  # type: ignore[attr-defined]
    for name, value in entry["values"].items():
        field = portable.model._meta.get_field(name)
        target = portable.points(name)
        if target:
            setattr(row, f"{name}_id", _number_of(target, value, owner_id, field))
        else:
            setattr(row, name, field.to_python(value))  # type: ignore[union-attr]
    row.save(force_insert=True)
    return row


def _number_of(target: type[Model], uid: str | None, owner_id: int, field: Any) -> int | None:
    """The key of the row that a uid names; None where it has gone since and may be missing."""
    key = _key_of(target, uid, owner_id) if uid else None
    if key is None and not field.null:
        raise CannotReturn(
            f"It belongs to a {target._meta.verbose_name} that is gone: bring that back first."
        )
    return key


def _key_of(target: type[Model], uid: str, owner_id: int) -> int | None:
    """The key of a row, or of the one that took its place."""
    found = target._default_manager.filter(uid=uid, owner_id=owner_id).values_list("pk", flat=True)
    key: int | None = found.first()
    if key is not None:
        return key
    for item in TrashItem.objects.filter(owner_id=owner_id, payload__has_key="into"):
        if item.payload["rows"][0]["values"]["uid"] == str(uid):
            return _key_of(target, item.payload["into"], owner_id)
    return None


def _still_there(item: TrashItem) -> TrashItem:
    """The item, held against another request that brings it back or removes it."""
    held = TrashItem.objects.select_for_update().filter(pk=item.pk).first()
    if held is None:
        raise AlreadyGone
    return held


def _key_instead(item: TrashItem, others: list[TrashItem]) -> int | None:
    """The key of the row that took the place of this one; None where none did, or it is gone."""
    [first, *_], into = item.payload["rows"], item.payload.get("into")
    if into is None:
        return None
    rows = REGISTRY[first["model"]].model._default_manager.filter(uid=into, owner_id=item.owner_id)
    key: int | None = rows.values_list("pk", flat=True).first()
    for other, _ in _lying_there(others, first["model"], into):
        raise CannotReturn(
            f"{item.title} cannot come back yet: what took its place is in the trash itself, as"
            f" “{other.title}”. Bring that back first."
        )
    return key


def _lying_there(
    others: list[TrashItem], label: str, uid: str
) -> Iterator[tuple[TrashItem, dict[str, Any]]]:
    """The row of that uid, and the item in which it lies, if it lies in the trash."""
    for other in others:
        for row in other.payload["rows"]:
            if (row["model"], row["values"]["uid"]) == (label, uid):
                yield other, row


def _link_again(
    link: dict[str, Any], item: TrashItem, instead: int | None, others: list[TrashItem]
) -> None:
    """Restore a mention, unless the row that made it names another one by now.

    Where that row lies in the trash itself, it will name it when it comes back. A link with a
    ``refusal`` is one that the row cannot come back without, unless that other is gone for good.
    """
    model: type[models.Model] = REGISTRY[link["model"]].model
    rows = model._default_manager.filter(pk=link["pk"], owner_id=item.owner_id)
    if rows.exists():
        now = {link["field"]: instead}  # none, or the row that took its place
        if not rows.filter(**now).update(**{link["field"]: link["to"]}) and "refusal" in link:
            raise CannotReturn(link["refusal"])
        return
    target = REGISTRY[link["model"]].points(link["field"])
    label = portable_of(target).label if target else ""
    named = next(
        row for row in item.payload["rows"] if (row["model"], row["pk"]) == (label, link["to"])
    )
    said = {item.payload.get("into")} | ({None} if instead is None else set())
    for other in others:
        for row in other.payload["rows"]:
            is_it = (row["model"], row["pk"]) == (link["model"], link["pk"])
            if is_it and "refusal" in link:
                raise CannotReturn(f"{item.title} cannot come back before “{other.title}” does.")
            if is_it and row["values"].get(link["field"], "") in said:
                row["values"][link["field"]] = named["values"]["uid"]
                other.save(update_fields=["payload"])


def _be_named_later(entry: dict[str, Any], others: list[TrashItem]) -> None:
    """Where a row that came back names one that lies in the trash, that one brings the link.

    So does each that took its place and lies there too.
    """
    portable = REGISTRY[entry["model"]]
    for name in portable.fields:
        target, uid = portable.points(name), entry["values"].get(name)
        while target and uid:
            label, now, uid = portable_of(target).label, uid, None
            for other, row in _lying_there(others, label, now):
                link = {"model": entry["model"], "pk": entry["pk"], "field": name}
                other.payload["links"].append({**link, "to": row["pk"]})
                other.save(update_fields=["payload"])
                uid = other.payload.get("into")


def empty_expired() -> int:
    """Let go of what has lain in the trash for its time; how many things went."""
    items = list(TrashItem.objects.expired().select_related("owner"))
    for item in items:
        with suppress(AlreadyGone):
            let_go(item)
    return len(items)


def let_go(item: TrashItem) -> None:
    """Remove a deleted thing for good, its files included. Raises AlreadyGone."""
    with transaction.atomic():
        item = _still_there(item)
        item.delete()
        if "into" in item.payload:
            _hand_on(item)
    for entry in item.payload["rows"]:
        REGISTRY[entry["model"]].let_go(item.owner, entry["values"])


def _hand_on(item: TrashItem) -> None:
    """What the trash says of a row that was merged and is gone for good, it says of the other."""
    [gone], into = item.payload["rows"], item.payload["into"]
    uid, target = gone["values"]["uid"], REGISTRY[gone["model"]].model
    moved = {(link["model"], link["pk"], link["field"]) for link in item.payload["links"]}
    others = list(item.owner.trash_items.select_for_update())
    for other in others:
        for row in other.payload["rows"]:
            portable = REGISTRY[row["model"]]
            for name in portable.fields:
                if portable.points(name) is target and row["values"].get(name) == uid:
                    row["values"][name] = into
                    moved.add((row["model"], row["pk"], name))
    for other in others:
        if other.payload.get("into") == uid:  # but for what was given another one since
            links = other.payload["links"]
            kept = [link for link in links if (link["model"], link["pk"], link["field"]) in moved]
            other.payload |= {"into": into, "links": kept}
        other.save(update_fields=["payload"])
