"""The guard's own answers in the form of ``slow``'s, so that the two can be compared.

Imports are inside, so that a table of cases can be read before the rules are written.
"""

from __future__ import annotations


def key_of(session):
    return session.key if session else None


def log_of(sessions, returned_on):
    from gaitlog.lib.guard import Log

    return Log.of(sessions, returned_on)


def answer(finding, *names):
    if finding is None:
        return None
    return {"state": str(finding.state)} | {name: finding.numbers[name] for name in names}


def dose_limit(on, sessions, returned_on, p):
    from gaitlog.lib.guard.limits import dose_limit

    found = dose_limit(on, log_of(sessions, returned_on), p)
    return {
        "limit_s": found.seconds,
        "ref_s": found.ref_s,
        "base_s": found.base_s,
        "base_key": key_of(found.base),
    }


def spike(session, sessions, returned_on, p):
    from gaitlog.lib.guard import Words
    from gaitlog.lib.guard.rules import spike

    finding = spike(session, log_of(sessions, returned_on), p, Words())
    found = answer(finding, "limit_s", "ref_s", "base_s", "day_s", "is_first")
    return found | {"base_key": key_of(finding.compared_with)}


def whole_run(session, sessions, returned_on, p):
    from gaitlog.lib.guard import Words
    from gaitlog.lib.guard.rules import whole_run

    verdicts = {}
    for finding in whole_run(session, log_of(sessions, returned_on), p, Words()):
        name = "distance" if "distance_m" in finding.numbers else "time"
        assert name not in verdicts
        base_key = key_of(finding.compared_with)
        verdicts[name] = (str(finding.state), finding.numbers["base"], base_key)
    return verdicts


def weekly_change(week, sessions, p):
    from gaitlog.lib.guard import Words
    from gaitlog.lib.guard.rules import weekly_change

    return answer(weekly_change(week, log_of(sessions, []), p, Words()), "this_s", "last_s")


def spacing(session, sessions, p):
    from gaitlog.lib.guard import Words
    from gaitlog.lib.guard.rules import spacing

    return answer(spacing(session, log_of(sessions, []), p, Words()), "days")


def pain_target(session, sessions, returned_on, p):
    from gaitlog.lib.guard import Words
    from gaitlog.lib.guard.pain_rule import pain_gate

    finding = pain_gate(session, log_of(sessions, returned_on), p, Words())
    return answer(finding, "target_s")


def new_shoe(session, sessions, returned_on, p):
    """Of a session in one pair."""
    return next(iter(new_shoes(session, sessions, returned_on, p)), None)


def new_shoes(session, sessions, returned_on, p):
    from gaitlog.lib.guard.shoe_rule import new_shoe

    found = new_shoe(session, log_of(sessions, returned_on), p)
    return [answer(finding, "limit_s", "ref_s", "base_s") for finding in found]
