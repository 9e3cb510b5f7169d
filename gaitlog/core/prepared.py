"""Queries that are put together once and then only asked.

For a small answer Django spends more time on writing a query than the database does on giving
it. What each page asks for is written by the ORM as ever, but once for a connection.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Generic, ParamSpec, TypeGuard, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

Values = ParamSpec("Values")
Row = TypeVar("Row")

FIRST_MARK = 7_000_000_000_000_000  # of marks, which stand where values will be


def prepared(ask: Callable[Values, QuerySet[Any, Row]]) -> Prepared[Values, Row]:
    """Make a function that gives a query one that gives its rows.

    Its values are whole numbers, texts, days, or sequences of numbers that stand for a set and
    may hold one more than once. Each has to be handed to the query as it is, for the function is
    not run again for other values. What it is given by name are switches: there is a query
    for each way that they stand. Rows are as the query gives them; an instance of a model does
    not know its owner's row, for that is of nobody.
    """
    return Prepared(ask)


class Prepared(Generic[Values, Row]):
    """A query that is asked with ever other values."""

    def __init__(self, ask: Callable[Values, QuerySet[Any, Row]]) -> None:
        self.ask = ask
        self.__doc__ = ask.__doc__

    def __call__(self, *values: Values.args, **switches: Values.kwargs) -> list[Row]:
        filled = [_filled(v) if _is_set(v) else v for v in values]
        lengths = tuple(len(v) if _is_set(v) else 0 for v in filled)
        known: dict[Any, _Written[Row]] = vars(connections[DEFAULT_DB_ALIAS]).setdefault(
            "prepared_queries", {}
        )
        shape = (self, lengths, tuple(switches.items()))
        if shape not in known:
            known[shape] = _Written(partial(self.ask, **switches), filled)
        return known[shape].rows(_flat(filled))


class _Written(Generic[Row]):
    """The text of a query, and which of its parameters is which of the values."""

    def __init__(self, ask: Callable[..., Any], values: Sequence[Any]) -> None:
        marks = _marks(values)
        self.queryset = ask(*marks)
        if self.queryset._prefetch_related_lookups or self.queryset._known_related_objects:
            raise TypeError("the rows of a query have nothing but their own columns")
        self.compiler = self.queryset.query.get_compiler(using=self.queryset.db)
        self.sql, self.parameters = self.compiler.as_sql()
        places = {self._stored(mark): place for place, mark in enumerate(_flat(marks))}
        self.places = [
            (at, places[parameter])
            for at, parameter in enumerate(self.parameters)
            if parameter in places
        ]
        if {place for _, place in self.places} != set(range(len(places))):
            raise TypeError("the query does not ask with all of its values as they are")
        columns = [column for column, *_ in self.compiler.select[: self.compiler.col_count]]
        converters = self.compiler.get_converters(columns)  # for its columns stay the same
        self.compiler.get_converters = lambda *args, **kwargs: converters
        self.queryset.query.get_compiler = lambda *args, **kwargs: self.compiler

    def rows(self, values: Sequence[Any]) -> list[Row]:
        parameters = list(self.parameters)
        for at, place in self.places:
            parameters[at] = self._stored(values[place])
        self.compiler.as_sql = lambda *args, **kwargs: (self.sql, tuple(parameters))
        return list(self.queryset._iterable_class(self.queryset))

    def _stored(self, value: Any) -> Any:
        """A value as the database is given it."""
        if isinstance(value, dt.date):
            return connections[self.queryset.db].ops.adapt_datefield_value(value)
        return value


def _marks(values: Sequence[Any]) -> list[Any]:
    """Values like these that none of them is ever equal to."""
    marks: list[Any] = []
    for number, value in enumerate(values):
        first = FIRST_MARK + 1_000_000 * number
        if isinstance(value, dt.date):
            marks.append(dt.date.max - dt.timedelta(days=number + 1))
        elif isinstance(value, str):
            marks.append(f"{first}")
        elif _is_set(value):
            marks.append(tuple(range(first, first + len(value))))
        else:
            marks.append(first)
    return marks


def _is_set(value: Any) -> TypeGuard[Sequence[int]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _filled(values: Sequence[int]) -> Sequence[int]:
    """Values filled up to a power of two, so that few lengths are ever asked with."""
    missing = (1 << (len(values) - 1).bit_length()) - len(values) if values else 0
    return [*values, *[values[-1] for _ in range(missing)]]


def _flat(values: Sequence[Any]) -> list[Any]:
    return [one for value in values for one in (value if _is_set(value) else (value,))]
