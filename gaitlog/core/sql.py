"""What the database is asked about days, in the words of either kind."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, Func, IntegerField, TextField


class DaysAsText(Aggregate):
    """The days of a group in one text, as 2026-03-02,2026-03-05 and in no order.

    Thousands of days are read like this in a tenth of the time that as many rows take.
    """

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        here = self.copy()
        here.template = "STRING_AGG(TO_CHAR(%(expressions)s, 'YYYY-MM-DD'), ',')"
        return here.as_sql(compiler, connection, **context)


class MonthOf(Func):
    """The calendar month of a day as a whole number, each one more than the month before.

    It can be part of an index, so that months are summed as the index has them.
    """

    arity = 1
    template = (
        "(SUBSTR(%(expressions)s, 1, 4) * 12 + SUBSTR(%(expressions)s, 6, 2) - 1)"  # of ISO text
    )
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        here = self.copy()
        here.template = (
            "(EXTRACT(YEAR FROM %(expressions)s) * 12 + EXTRACT(MONTH FROM %(expressions)s) - 1)"
            "::integer"
        )
        return here.as_sql(compiler, connection, **context)
