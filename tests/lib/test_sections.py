"""The section language: its specification in phrases.json, phrases worked out by hand, properties.

A normal run tries a few hundred examples of each property; GAITLOG_THOROUGH=1 tries 10,000.
"""

from __future__ import annotations

import json
import os
import re
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gaitlog.lib.gaits import Gait, Known, SectionData, hold_s, totals
from gaitlog.lib.sections import Measures, PhraseError, canonical, parse, reserved

SPECIFICATION = json.loads((Path(__file__).parent / "phrases.json").read_text())
EXAMPLES = SPECIFICATION["examples"]

GAITS = {"p": Gait.POSE, "n": Gait.NATURAL, "w": Gait.WALK}
KNOWN = {"": Known.EXACT, "~": Known.STRETCH, "=": Known.SUM}


def sections(short):
    """Sections from `p60 n60 p65~ p720=`: gait, seconds, ~ for a stretch, = for a sum."""
    rows = re.findall(r"([pnw])(\d+)([~=]?)", short)
    return [SectionData(GAITS[gait], int(seconds), KNOWN[mark]) for gait, seconds, mark in rows]


def short(found):
    marks = {known: mark for mark, known in KNOWN.items()}
    return " ".join(f"{s.gait[0]}{s.seconds}{marks[s.known]}" for s in found)


def refusal(phrase, **run):
    with pytest.raises(PhraseError) as caught:
        parse(phrase, **run)
    return caught.value


class TestSpecification:
    @pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["phrase"])
    def test_every_example_holds(self, example):
        run = dict(example["run"])
        if "error" in example:
            error = refusal(example["phrase"], **run)
            assert {"at": error.at, "because": error.because} == example["error"]
        else:
            expected = [
                SectionData(Gait(gait), seconds, *map(Known, known))
                for gait, seconds, *known in example["sections"]
            ]
            assert parse(example["phrase"], **run) == expected

    @pytest.mark.parametrize(
        "example", [e for e in EXAMPLES if "sections" in e], ids=lambda example: example["phrase"]
    )
    def test_every_example_is_printed_so_that_it_parses_back(self, example):
        run = dict(example["run"])
        found = parse(example["phrase"], **run)
        technique = run.get("technique", "Pose")
        printed = canonical(found, technique=technique)
        assert parse(printed, moving_s=totals(found).moving_s, technique=technique) == found

    def test_assumes_what_measures_assume(self):
        assumed = dict(SPECIFICATION["assumed"])
        assert assumed.pop("technique") == "Pose"
        assert Measures(**assumed) == Measures()


# In a run of 40:00, at 6:00 per km, walking at 10:00.
UNDERSTOOD = {
    # amounts
    "5": "p300~ n2100",
    "5min": "p300~ n2100",
    "5 MINS Pose": "p300~ n2100",
    "1 minute": "p60~ n2340",
    "a minute of pose": "p60~ n2340",
    "90 secs": "p90~ n2310",
    "45 sec pose": "p45~ n2355",
    "0:45": "p45~ n2355",
    "12:30 pose": "p750~ n1650",
    "0h30": "p1800~ n600",
    "0 h 05 min 30 s pose": "p330~ n2070",
    "2 min 30 s pose": "p150~ n2250",
    "2'30 pose": "p150~ n2250",
    "2’30” pose": "p150~ n2250",
    "2′ 30″ pose": "p150~ n2250",
    "2m30s pose": "p150~ n2250",
    "0h 5m pose": "p300~ n2100",
    "10-min pose": "p600~ n1800",
    "0,5 km": "p180~ n2220",
    "0.5 kilometers": "p180~ n2220",
    ".5 km": "p180~ n2220",
    "5k": "p1800~ n600",
    "1 km 500 m": "p540~ n1860",
    "61m pose": "p22~ n2378",  # 21.96 s
    "400 Metres": "p144~ n2256",
    "1 mi": "p579~ n1821",  # 579.36 s
    "2 miles": "p1159~ n1241",  # 1158.73 s
    "400 yards": "p132~ n2268",  # 131.67 s
    "three lampposts": "p32~ n2368",  # 32.4 s
    "6 lamp posts": "p65~ n2335",
    "6 lamp-posts": "p65~ n2335",
    "6 Lamps": "p65~ n2335",
    "1 block": "p36~ n2364",
    "５ ｍｉｎ": "p300~ n2100",
    # one gait throughout
    "   ": "n2400",
    "ALL NATURAL": "n2400",
    "all walk": "w2400",
    "the whole run in pose": "p2400",
    "everything easy": "n2400",
    "100% pose": "p2400",
    "40 pose": "p2400",
    "natural": "n2400",
    "off": "n2400",
    # in order
    "5 natural 5 pose": "n300 p300 n1800",
    "natural 5 pose 5": "n300 p300 n1800",
    "5 nat, 5 pose": "n300 p300 n1800",
    "5 normal;5 pose": "n300 p300 n1800",
    "5 natural\n5 pose": "n300 p300 n1800",
    "5 natural and 5 pose": "n300 p300 n1800",
    "5 natural & then 5 pose.": "n300 p300 n1800",
    "5 natural – 5 pose": "n300 p300 n1800",
    "- 5 natural\n- 5 pose": "n300 p300 n1800",
    "5 natural → 5 pose": "n300 p300 n1800",
    "Natural: 5 min, Pose: 5 min": "n300 p300 n1800",
    "5 min. natural, 5 min. on": "n300 p300 n1800",
    "5 natural running, 5 in pose": "n300 p300 n1800",
    "10 min natural warm-up, 5 pose": "n600 p300 n1500",
    "5 natural, 3, 5 natural": "n300 p180 n1920",
    # lampposts and blocks without a gait are the new one, with a comma and without
    "natural 5 min, 6 lampposts, natural 10 min": "n300 p65 n2035",
    "natural 5 min 6 lampposts natural 10 min": "n300 p65 n2035",
    "5 natural 6 lampposts 10 natural": "n300 p65 n2035",
    "5 walk 3 blocks": "w300 p108 n1992",
    "natural 3 blocks 6 lampposts": "n2400",
    "3 blocks 6 lampposts walk": "w288 n2112",  # 180 s and 108 s
    "5 pose, natural": "p300 n2100",
    "5 pose, rest natural": "p300 n2100",
    "5 pose, rest walk": "p300 w2100",
    "5 walk, rest of the run pose": "w300 p2100",
    "natural, 5 pose": "n2100 p300",
    "natural, 5 pose, 5 natural": "n1800 p300 n300",
    "5 natural, pose to the end": "n300 p2100",
    "5 natural, 3 natural, 2 pose": "n480 p120 n1800",
    "1km walk, 1km natural": "w600 n1800",
    # first and last
    "first km pose, last km pose": "p360 n1680 p360",
    "the last 5 min pose, the first 5 min pose": "p300 n1800 p300",
    "pose for the last 5 min": "n2100 p300",
    "last 10% pose": "n2160 p240",
    "first 3 lampposts": "p32 n2368",
    "5 walk, last 10 pose": "w300 n1500 p600",
    # patterns
    "4×5′/5′": "p300 n300 p300 n300 p300 n300 p300 n300",
    "3*5/5": "p300 n300 p300 n300 p300 n900",
    "3X 5 / 5": "p300 n300 p300 n300 p300 n900",
    "3 times 5/5": "p300 n300 p300 n300 p300 n900",
    "5/5 x3": "p300 n300 p300 n300 p300 n900",
    "5/5 3x": "p300 n300 p300 n300 p300 n900",
    "(5/5) x 3": "p300 n300 p300 n300 p300 n900",
    "3x[5 pose, 5 natural]": "p300 n300 p300 n300 p300 n900",
    "3x 5 on 5 off": "p300 n300 p300 n300 p300 n900",
    "3x 5 min on/off": "p300 n300 p300 n300 p300 n900",
    "3x5/5 pose/natural": "p300 n300 p300 n300 p300 n900",
    "3x5 on/5 off": "p300 n300 p300 n300 p300 n900",
    "pose 3x5/5": "p300 n300 p300 n300 p300 n900",
    "3x5/5 walk": "p300 w300 p300 w300 p300 w300 n600",
    "3x(5 natural/5)": "n300 p300 n300 p300 n300 p300 n600",
    "2x(5 pose/2 walk/3 natural)": "p300 w120 n180 p300 w120 n1380",
    "2x30s/30": "p30 n30 p30 n2310",
    "2x500m/250": "p180 n90 p180 n1950",
    "2x 0:30/1:30": "p30 n90 p30 n2250",
    "2x 2'30/1'30": "p150 n90 p150 n2010",
    "2:1 x2": "p120 n60 p120 n2100",
    "12/7": "p720 n420 p720 n420 p120",
    "12/7 to the end": "p720 n420 p720 n420 p120",
    "every other 10 minutes": "p600 n600 p600 n600",
    "every second km": "p360 n360 p360 n360 p360 n360 p240",
    "alternating 10 min": "p600 n600 p600 n600",
    "10/10 for 25 min": "p600 n600 p300 n900",
    "10/5 for 2 km, 5 walk": "p600 n120 w300 n1380",
    "5 walk, 10/10, 5 walk": "w300 p600 n600 p600 w300",
    "5 walk, rest 10/10": "w300 p600 n600 p600 n300",
    "2x(18 pose / 4 walk)": "p1080 w240 p1080",
    "2x ~2 on/off": "p120~ n120 p120~ n2040",
    "5 easy pace, 2x1/1 min walk breaks": "n300 p60 w60 p60 w60 n1860",
    "3x(~2 pose / 1 natural)": "p120~ n60 p120~ n60 p120~ n1920",
    # stretches
    "~2 pose": "p120~ n2280",
    "~2, ~3": "p120~ p180~ n2100",
    "~5 natural, 5 pose": "n300~ p300 n1800",
    "2x~20s": "p20~ p20~ n2360",
    "2, 4 pose": "n680 p120~ n680 p240~ n680",
    "2' 4' pose": "n680 p120~ n680 p240~ n680",
    "2x6": "n560 p360~ n560 p360~ n560",
    "2 x 6 min pose": "n560 p360~ n560 p360~ n560",
    "6 min pose x2": "n560 p360~ n560 p360~ n560",
    "10 walk, 2x6": "w600 n360 p360~ n360 p360~ n360",
    "10 natural, pose 6 6, 10 walk": "n760 p360~ n160 p360~ n160 w600",
    "20 20": "p1200~ p1200~",
    # sums
    "30% of the run": "p720= n1680",
    "30 percent pose": "p720= n1680",
    "pose 12 in total": "p720= n1680",
    "in all 12 min pose": "p720= n1680",
    "12.5%": "p300= n2100",
    "30% pose, 10% walk": "p720= w240= n1440",
    "70% natural, 30% pose": "n1680= p720=",
    "12 min pose in all, 5 walk": "w300 p720= n1380",
    "12 min pose in all, rest walk": "p720= w1680",
    "5 pose, 12 min pose in all": "p300~ p720= n1380",
    "12 min pose in all, last 5 walk": "n1380 w300 p720=",
}


class TestUnderstood:
    @pytest.mark.parametrize(("phrase", "expected"), UNDERSTOOD.items())
    def test_in_a_run_of_forty_minutes(self, phrase, expected):
        found = parse(phrase, moving_s=2400)
        assert short(found) == expected
        assert parse(canonical(found), moving_s=2400) == found

    @pytest.mark.parametrize(
        ("phrase", "expected"),
        {
            "": "",
            "5 pose": "p300~",
            "first 5 pose": "p300",
            "5 natural, 5 pose": "n300 p300",
            "5 pose, then natural": "p300",
            "5 walk, rest natural": "w300",
            "2x1/1, 5 walk": "p60 n60 p60 n60 w300",
            "1/1 for 2:30": "p60 n60 p30",
            "3 blocks walk, 3 blocks natural": "w180 n108",
            "12 min in all": "p720=",
        }.items(),
    )
    def test_without_the_time_of_the_run(self, phrase, expected):
        assert short(parse(phrase)) == expected

    @pytest.mark.parametrize(
        ("phrase", "run", "expected"),
        [
            # 8 km in 40:00 is 5:00 per km
            ("3 km pose", {"moving_s": 2400, "distance_m": 8000}, "p900~ n1500"),
            ("3 km natural, 5 km pose", {"moving_s": 2400, "distance_m": 8000}, "n900 p1500"),
            ("1 km walk, pose", {"moving_s": 2400, "distance_m": 8000}, "w600 p1800"),
            # two halves of 20:00.5: the natural one gives up its half second
            ("4 km natural, 4 km pose", {"moving_s": 2401, "distance_m": 8000}, "n1200 p1201"),
            # three thirds of 13:20.33: the natural one takes the second that is over
            (
                "2km pose, 2km natural, 2km pose",
                {"moving_s": 2401, "distance_m": 6000},
                "p800 n801 p800",
            ),
            ("50% pose, 50% natural", {"moving_s": 2401}, "p1201= n1200="),
            # without the time, the distance says nothing of the pace
            ("1 km pose", {"distance_m": 8000}, "p360~"),
            # the run's end cuts a last natural or walked part
            ("2x1/1", {"moving_s": 200}, "p60 n60 p60 n20"),
            ("2x1/1", {"moving_s": 180}, "p60 n60 p60"),
            ("2x(1 pose/1 walk)", {"moving_s": 190}, "p60 w60 p60 w10"),
            ("1/1", {"moving_s": 70}, "p60 n10"),
            # gaps that hardly have room
            ("3x20s", {"moving_s": 62}, "p20~ p20~ p20~ n2"),
            ("3x20s", {"moving_s": 60}, "p20~ p20~ p20~"),
            ("", {"moving_s": 0}, ""),
        ],
    )
    def test_in_other_runs(self, phrase, run, expected):
        assert short(parse(phrase, **run)) == expected

    def test_with_the_runners_own_spacing_and_pace(self):
        own = Measures(
            lamppost_m=40, block_m=200, usual_pace_s_per_km=300, walking_pace_s_per_km=500
        )
        phrase = "5 lampposts pose, 1 block walk, 1 block natural"
        assert short(parse(phrase, measures=own)) == "p60 w100 n60"


# In a run of 40:00: what is pointed at, and why.
REFUSED = {
    "5 potatoes pose": ("potatoes", "is no gait or unit"),
    "10 Läufer": ("Läufer", "is no gait or unit"),
    "10 min chi": ("chi", "is no gait or unit"),
    "5 pose (felt good)": ("felt", "is no gait or unit"),
    "5 pose?": ("?", "means nothing here: leave it out"),
    "2½ min": ("½", "is read only as a decimal: write 0.5 or 2.5"),
    "60m pose": ("60m", "could be metres or minutes: write 60 min or 60 metres"),
    "10 M pose": ("10 M", "could be metres or minutes: write 10 min or 10 metres"),
    "2x(100m pose / 50m walk)": ("50m", "could be metres or minutes: write 50 min or 50 metres"),
    "1.30 pose": ("1.30", "could be 1:30 or a decimal: write 1:30 or 1.30 min"),
    "1,500 m pose": ("1,500", "could be 1500 or 1.500: write one of them"),
    "5,10,5 pose": ("5,10,5", "is no number: put a space after the comma between two parts"),
    "2 min 30 pose": (
        "2 min 30",
        "could be one amount or two: write 2:30 for one, and a comma between two",
    ),
    "2 min and 30 s pose": (
        "2 min and 30 s",
        "could be one amount or two: write 2:30 for one, and a comma between two",
    ),
    "1:75 pose": ("1:75", "has more than 59 after a colon: write 1:30 for a minute and a half"),
    "1:1:1": ("1:1:1", "is no time: write 1:30 for a time, or 1/1 for on and off"),
    "1:30 km": ("1:30 km", "has a colon and another unit: write 1:30, 1h30 or 1.5 km"),
    "5-10 min pose": ("5-10", "could be a range or two parts: write one number, or a comma"),
    "5 natural, -5 pose": ("-5", "cannot be negative"),
    "0 pose": ("0", "is less than a second: leave it out"),
    "0.01 lampposts": ("0.01 lampposts", "is less than a second: leave it out"),
    "99999999 pose": ("99999999", "is too large"),
    "9999999 km": ("9999999 km", "is too large"),
    "half pose": ("half", "does not say where: write 50% pose, or first 20 min pose"),
    "a few lampposts": ("few", "is no number: write how many, as in 3 lampposts"),
    "a pose": ("a", "needs a unit after it, as in a minute"),
    "some pose": ("some", "is no number: write how many, as in 3 lampposts"),
    "about 5 min pose": ("about", "cannot be kept: leave it out, and write the best guess"),
    "every 5 min": (
        "every",
        "cannot be kept: write every other minute, or 1/4 for one minute in five",
    ),
    "from 5 to 10 pose": ("from", "cannot be kept: write how long each part was, in order"),
    "5 laps pose": ("laps", "has no length here: write minutes, metres, lampposts or blocks"),
    "10 min run": ("run", "says no gait: write pose, natural or walk"),
    "warm up 10, 10x1/1": ("warm up", "says no gait: write pose, natural or walk"),
    "5, 5x1/1": ("5", "needs a gait: write pose, natural or walk after it"),
    "5 5x1/1": ("5", "needs a gait: write pose, natural or walk after it"),
    "10 natural 5": ("5", "needs a gait: write pose, natural or walk after it"),
    "pose 10 natural": ("natural", "needs a time, or a comma on either side"),
    "rest": ("rest", "needs a gait after it, as in rest natural"),
    "all": ("all", "needs a gait after it, as in all pose"),
    "all pose, 5 walk": ("all pose", "leaves nothing for the other parts: write rest, not all"),
    "pose, natural": (
        "natural",
        "takes the time that is left, as another part does: say how long or how often",
    ),
    "1/1, 8x20s": (
        "8x20s",
        "takes the time that is left, as another part does: say how long or how often",
    ),
    "40 natural, rest pose": ("rest pose", "has no time left: the other parts are the whole run"),
    "41 pose": ("41 pose", "is 41:00, but the run is 40:00"),
    "5 natural, 10x(2/2)": ("5 natural, 10x(2/2)", "is 45:00, but the run is 40:00"),
    "2x(20 pose / 5 natural), 1 walk": (
        "2x(20 pose / 5 natural)",
        "is 50:00, but the run is 40:00",
    ),
    "4x(5 natural / 5 pose), 1 walk": (
        "4x(5 natural / 5 pose), 1 walk",
        "is 41:00, but the run is 40:00",
    ),
    "4x(7 natural / 4 pose)": ("4x(7 natural / 4 pose)", "is 44:00, but the run is 40:00"),
    "9x(1 natural / 4 pose)": ("9x(1 natural / 4 pose)", "is 45:00, but the run is 40:00"),
    "1/1 for 1 h": ("1/1 for 1 h", "is 1:00:00, but the run is 40:00"),
    "30 walk, 6x2": ("6x2", "is 12:00, but the other parts leave 10:00"),
    "30 walk, 12 pose in all": ("12 pose in all", "is 12:00, but the other parts leave 10:00"),
    "60% pose, 50% walk": ("50% walk", "is 20:00, but the other parts leave 16:00"),
    "120% pose": ("120%", "is more than the whole run"),
    "70% natural": (
        "70% natural",
        "leaves 12:00, which is natural too: write what was not, as in 30%",
    ),
    "~12 pose in all": ("~12 pose in all", "says where and guesses where: leave the ~ out"),
    "first 5 pose, first 3 walk": (
        "first 3 walk",
        "is a second one: put the parts in order, with commas",
    ),
    "first 5x1/1": ("x", "cannot repeat what is first, last or in all"),
    "5x(1 pose / 2x1/1)": ("2", "counts inside a bracket: write the inner part out"),
    "5x(1 pose / (1 walk))": ("(", "stands inside another bracket: write the inner part out"),
    "1/1) x5": (")", "cannot stand here: an amount such as 5 min is needed first"),
    "5x()": ("()", "is empty"),
    "5x": ("5x", "has nothing to repeat after it"),
    "2.5x1/1": ("2.5x", "must repeat a whole number of times"),
    "401x1s": ("401x", "must repeat at most 400 times"),
    "2x1/1 x3": ("x3", "counts a second time: write one count"),
    "10x1/1 for 20 min": ("20 min", "says how long, but a count says how often: write one"),
    "5 pose for 10 min": ("for", "needs a pattern before it, as in 1/1 for 20 min"),
    "5x1/1/1": ("1", "needs a gait, as every part of a pattern of three or more"),
    "5x1/1 pose": ("1/1 pose", "could begin with either gait: write 1 pose / 1 natural"),
    "natural 5x1/1": ("natural", "cannot stand before a pattern: write 1 pose / 1 natural"),
    "30/30s x10": ("30", "could be minutes or s: write the unit after it too"),
    "3x5 walk": ("3x5 walk", "needs what comes between: write 3x(1 walk / 1 pose)"),
    "5x 1 pose 1 walk": ("1 pose 1 walk", "could repeat together or not: put a bracket or a comma"),
    "10%/10%": ("10%", "cannot be part of a pattern"),
    "8 of 20s": ("of", "needs a unit before it, or a count: write 8x20s"),
    "1/": ("/", "has nothing after it"),
    "every other second": ("every other second", "makes more than 400 sections"),
    "201x(2s/2s)": ("201x(2s/2s)", "makes more than 400 sections"),
}


class TestRefused:
    @pytest.mark.parametrize(("phrase", "at", "because"), [(p, *e) for p, e in REFUSED.items()])
    def test_names_the_words_and_why(self, phrase, at, because):
        error = refusal(phrase, moving_s=2400)
        assert (error.at, error.because) == (at, because)
        assert phrase[error.start : error.end] == at

    @pytest.mark.parametrize(
        ("phrase", "at"),
        {
            "all pose": "all pose",
            "rest pose": "rest pose",
            "natural": "natural",
            "5 walk, pose": "pose",
            "natural, 5 pose": "natural",
            "last 5 min pose": "last 5 min pose",
            "first 10% pose": "10%",
            "5 walk, 8x20s": "8x20s",
            "pose 2' 3' 2'": "pose 2' 3' 2'",
            "1/1": "1/1",
            "5 walk, 30%": "30%",
        }.items(),
    )
    def test_what_needs_the_time_of_the_run(self, phrase, at):
        error = refusal(phrase)
        assert (error.at, error.because) == (at, "needs the time of the run")

    def test_reads_as_one_sentence(self):
        sentence = "“10m” could be metres or minutes: write 10 min or 10 metres"
        assert str(refusal("10m pose", moving_s=2400)) == sentence

    def test_speaks_the_runners_own_word(self):
        assert "pose" not in str(refusal("half", moving_s=2400, technique="Chi"))
        assert (
            refusal("10 run", technique="Chi").because == "says no gait: write chi, natural or walk"
        )

    def test_points_at_the_second_of_two_alike(self):
        error = refusal("5 pose, 5 potato, 5 potato", moving_s=2400)
        assert (error.start, error.end) == (10, 16)

    def test_points_past_accents_and_wide_letters(self):
        phrase = "５ ｐｏｓｅ, 5 éclair"
        error = refusal(phrase, moving_s=2400)
        assert (error.at, error.start) == ("éclair", 10)

    def test_points_at_a_sign_that_stands_for_several(self):
        sign = "\N{ADDRESSED TO THE SUBJECT}"  # a/s
        assert refusal(f"5 pose, {sign}", moving_s=2400).at == sign

    def test_a_plan_of_more_than_a_hundred_hours(self):
        assert refusal("99 h pose, 2 h walk").because == "is too large"
        assert short(parse("99 h pose, 2 h walk", moving_s=363_600)) == "p356400 w7200"

    def test_a_phrase_of_more_than_500_characters(self):
        assert len(parse("5 natural, 5 pose" + 483 * " ", moving_s=2400)) == 3
        error = refusal("5 natural, 5 pose" + 484 * " ", moving_s=2400)
        assert (error.start, error.end) == (500, 501)
        assert error.because == "is beyond the 500 characters that a phrase can have"

    @pytest.mark.parametrize("word", ["(", "rest ", "1/", "~", "5x", "for ", "in all ", "pose "])
    def test_the_same_word_over_and_over(self, word):
        refusal((word * 500)[:500], moving_s=2400)


class TestDocumentation:
    PAGE = (Path(__file__).parents[2] / "docs" / "section-language.md").read_text()

    @pytest.mark.parametrize(
        "phrase", re.findall(r"^\| `([^`]+)` \| [^“]", PAGE, re.MULTILINE), ids=str
    )
    def test_every_example_is_understood(self, phrase):
        assert totals(parse(phrase, moving_s=2400)).moving_s == 2400

    @pytest.mark.parametrize(
        ("phrase", "answer"), re.findall(r"^\| `([^`]+)` \| (“.+) \|$", PAGE, re.MULTILINE)
    )
    def test_every_answer_is_given(self, phrase, answer):
        assert str(refusal(phrase, moving_s=2400)) == answer


class TestTechnique:
    @pytest.mark.parametrize(
        ("technique", "phrase"),
        [
            ("Pose", "5 natural, 5 pose"),
            ("Chi", "5 natural, 5 chi"),
            ("Chi", "5 natural, 5 pose"),
            ("CHI", "5 natural, chi 5"),
            ("chi", "5 natural, 5 Chi running"),
            ("Tai Chi Running", "5 natural, 5 tai chi running"),
            ("Tai Chi Running", "5 natural, 5 TAI  CHI-RUNNING"),
            ("barefoot style", "5 natural, 5 Barefoot style"),
            ("Läufer", "5 natural, 5 LÄUFER"),
            ("Läufer", "5 natural, 5 la\u0308ufer"),
            ("Naïve", "5 natural, 5 naive"),
            ("Romanov’s way", "5 natural, 5 romanov's way"),
            ("Easy Chi", "5 natural, 5 easy chi"),
            ("自然", "5 natural, 5自然"),
            ("Бег", "5 natural, 5 бег"),
            ("Xero", "5natural,5xero"),
            ("", "5 natural, 5 pose"),
            ("Natural", "5 natural, 5 pose"),
            (" Chi ", "5 natural, 5 chi"),
        ],
    )
    def test_own_word_is_the_new_gait(self, technique, phrase):
        found = parse(phrase, moving_s=2400, technique=technique)
        assert short(found) == "n300 p300 n1800"
        printed = canonical(found, technique=technique)
        assert parse(printed, moving_s=2400, technique=technique) == found

    @pytest.mark.parametrize(
        ("technique", "printed"),
        {
            "Chi": "5 natural, 10 chi",
            "Barefoot Style": "5 natural, 10 barefoot style",
            "  Tai  Chi ": "5 natural, 10 tai chi",
            "Läufer": "5 natural, 10 läufer",
            "": "5 natural, 10 pose",
            "Walk": "5 natural, 10 pose",  # a word of the language cannot be one's own
        }.items(),
    )
    def test_is_printed_in_lower_case(self, technique, printed):
        assert canonical(sections("n300 p600 n60"), technique=technique) == printed

    @pytest.mark.parametrize(
        "word",
        ["Natural", "WALK", "off", "on", "x", "min", "Rest", "in all", "Every Other", "Wälk",
         "lamppost", "half", "run", "10", "Pose 2", "a/b", "second nature", "'", "-chi",
         "natural run", "pose walk", "¯-<"],
    )  # fmt: skip
    def test_words_of_the_language_are_reserved(self, word):
        assert reserved(word)

    @pytest.mark.parametrize(
        "word",
        ["Pose", "pose", "Pose Method", "Chi", "barefoot style", "midfoot", "forefoot", "Läufer",
         "Tai Chi Running", "Easy Chi", "Romanov’s way", "自然", "🐾", "", "  "],
    )  # fmt: skip
    def test_other_words_are_free(self, word):
        assert not reserved(word)


PRINTED = {
    "": "",
    "n2400": "all natural",
    "p2400": "all pose",
    "w600": "all walk",
    "p300 n2100": "first 5 pose",
    "p277 n300": "first 4:37 pose",
    "p300~ n2100": "~5 pose",
    "p2400~": "~40 pose",
    "n300 p300": "5 natural, 5 pose",
    "n277 p45 w61 n5": "4:37 natural, 45 s pose, 1:01 walk",
    "n3600 p3661": "60 natural, 1:01:01 pose",
    "n300 " + "p60 n60 " * 9 + "p60 n960": "5 natural, 10x(1 pose / 1 natural)",
    "p60 n60 p60 n30": "2x(1 pose / 1 natural)",
    "p60 n60 p60": "1 pose, 1 natural, 1 pose",
    "p30 n60 p30 n60": "2x(30 s pose / 1 min natural)",
    "p60 w30 n90 p60 w30 n90 p30": "2x(1 min pose / 30 s walk / 1:30 natural), 30 s pose",
    "p20~ p20~ p20~ n5": "3x(~20 s pose)",
    "p720= n1680": "12 pose in all",
    "p720= w1680": "12 pose in all, rest walk",
    "n720= n1680": "12 natural in all, rest natural",
    "p300 p720= n1380": "first 5 pose, 12 pose in all",
    "w300 n60 p720=": "5 walk, 1 natural, 12 pose in all",
    # neighbours of one gait are one, and sums stand behind the rest
    "p60 p60 n60 n60 p0 n60": "first 2 pose",
    "p720= w60 n60 p60": "1 walk, 1 natural, 1 pose, 12 pose in all",
}  # fmt: skip


class TestCanonical:
    @pytest.mark.parametrize(("given", "printed"), PRINTED.items())
    def test_is_short(self, given, printed):
        assert canonical(sections(given)) == printed

    def test_leaves_distance_and_cadence_out(self):
        lap = SectionData(Gait.POSE, 277, distance_m=900, cadence_spm=182)
        assert canonical([lap, SectionData(Gait.WALK, 60)]) == "4:37 pose, 1 walk"

    def test_of_400_sections_is_short_where_they_repeat(self):
        found = sections("p61 w59 " * 200)
        assert canonical(found) == "200x(1:01 pose / 59 s walk)"
        assert parse(canonical(found), moving_s=24000) == found


# Properties

THOROUGH = os.environ.get("GAITLOG_THOROUGH") == "1"
tried = settings(
    max_examples=10_000 if THOROUGH else 300,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

TECHNIQUES = st.sampled_from(["Pose", "Chi", "Tai Chi Running", "Läufer", ""])
LENGTHS = st.one_of(
    st.sampled_from([20, 30, 60, 90, 120, 300, 600]), st.integers(1, 4000), st.integers(1, 90_000)
)
NOT_MEASURED = (st.none(), st.none())
ORDERED = st.builds(
    SectionData,
    st.sampled_from(Gait),
    LENGTHS,
    st.sampled_from([Known.EXACT, Known.STRETCH]),
    *NOT_MEASURED,
)
SUMS = st.builds(SectionData, st.sampled_from(Gait), LENGTHS, st.just(Known.SUM), *NOT_MEASURED)


def without_exact_neighbours(found):
    """Sections of which no two exact ones of a gait stand side by side."""
    kept = []
    for section in found:
        alike = kept and kept[-1].gait is section.gait
        if not (alike and kept[-1].known is section.known is Known.EXACT):
            kept.append(section)
    return kept


@st.composite
def sayable_sections(draw):
    """Sections in the order that phrases have: patterns, sums, then what is left."""
    patterns = st.tuples(st.lists(ORDERED, min_size=1, max_size=4), st.integers(1, 12))
    body = [
        section
        for parts, times in draw(st.lists(patterns, max_size=4))
        for section in parts * times
    ]
    sums = draw(st.lists(SUMS, max_size=2))
    rest = draw(st.lists(ORDERED, max_size=1)) if sums else []
    rest = [section for section in rest if section.known is Known.EXACT]
    return [*without_exact_neighbours(body), *sums, *rest]


NUMBERS = st.sampled_from(["1", "2", "5", "10", "1:30", "0:45", "2,5", "30 s", "2'", '90"', "1 km"])
AMOUNTS = st.one_of(
    NUMBERS,
    st.builds("{}{}".format, st.integers(1, 40), st.sampled_from(
        [" min", "s", " lampposts", " blocks", "0m", "00 metres", "%", " min in all", ""])),
)  # fmt: skip
WORDS = st.sampled_from([" pose", " natural", " walk", " off", " on", " easy", ""])
PARTS = st.builds("{}{}{}".format, st.sampled_from(["", "", "", "~"]), AMOUNTS, WORDS)
ITEMS = st.one_of(
    PARTS,
    st.builds("{}x{}/{}".format, st.integers(1, 12), PARTS, PARTS),
    st.builds("{}x({} / {})".format, st.integers(1, 12), PARTS, PARTS),
    st.builds("{}/{} x{}".format, PARTS, PARTS, st.integers(1, 12)),
    st.builds("{}x{}".format, st.integers(1, 12), PARTS),
    st.builds("{}/{} for {}".format, AMOUNTS, AMOUNTS, AMOUNTS),
    st.builds("{} {}".format, st.sampled_from(["first", "last", "rest", "all"]), PARTS),
    st.sampled_from(["every other minute", "1/1", "rest pose", "then natural", "pose", "walk"]),
)
PHRASES = st.builds(
    lambda items, between: between.join(items),
    st.lists(ITEMS, max_size=5),
    st.sampled_from([", ", "; ", " then ", "\n", " "]),
)
RUNS = st.fixed_dictionaries(
    {
        "moving_s": st.one_of(st.none(), st.sampled_from([2400, 1800]), st.integers(0, 20_000)),
        "distance_m": st.one_of(st.none(), st.integers(0, 42_195)),
    }
)
LANGUAGE = st.sampled_from(
    ["pose", "natural", "walk", "on", "off", "rest", "all", "first", "last", "every other",
     "in all", "for", "then", "and", "min", "s", "h", "km", "m", "lampposts", "blocks", "x",
     "times", "half", "run", "of", "a", "six", "10", "1:30", "1:1", "2,5", *string.digits,
     *" ,;:/()~-.%'\"\n×′″–½é", "potato"]
)  # fmt: skip
BABBLE = st.builds(
    lambda words, between: between.join(words),
    st.lists(LANGUAGE, max_size=12),
    st.sampled_from(["", " "]),
)


def hold_by_the_second(found):
    """The longest unbroken Pose, second by second."""
    track = [
        ("stretch", number) if section.known is Known.STRETCH else section.known.value
        for number, section in enumerate(found)
        for _second in range(section.seconds)
    ]
    gaits = [section.gait for section in found for _second in range(section.seconds)]
    longest = current = 0
    before = None
    for gait, known in zip(gaits, track, strict=True):
        counts = gait is Gait.POSE and known != "sum"
        current = (current + 1 if (gait, known) == before else 1) if counts else 0
        longest = max(longest, current)
        before = (gait, known)
    return longest


def understood_or_refused(phrase, **run):
    """The sections, or None where the phrase is refused as it should be."""
    try:
        return parse(phrase, **run)
    except PhraseError as refused:
        error = refused
    assert 0 <= error.start < error.end <= len(phrase)
    assert phrase[error.start : error.end] == error.at
    assert str(error) == f"“{error.at}” {error.because}"
    return None


def check(found, moving_s, technique):
    """What holds for the sections of every phrase."""
    if moving_s is not None:
        assert sum(section.seconds for section in found) == moving_s
    moving_s = totals(found).moving_s
    assert all(section.seconds > 0 for section in found)
    assert len(found) <= 400
    assert without_exact_neighbours(found) == found
    printed = canonical(found, technique=technique)
    assume(len(printed) <= 500)
    assert parse(printed, moving_s=moving_s, technique=technique) == found


class TestProperties:
    @tried
    @given(sayable_sections(), TECHNIQUES)
    def test_what_is_printed_parses_to_the_same_sections(self, found, technique):
        printed = canonical(found, technique=technique)
        assume(len(printed) <= 500 and len(found) <= 400)
        moving_s = totals(found).moving_s
        again = parse(printed, moving_s=moving_s, technique=technique)
        assert again == found
        assert canonical(again, technique=technique) == printed
        assert totals(again) == totals(found)

    @tried
    @given(st.lists(st.one_of(ORDERED, SUMS), max_size=20))
    def test_sections_in_any_order_keep_their_sums(self, found):
        printed = canonical(found)
        again = parse(printed, moving_s=totals(found).moving_s)
        now, before = totals(again), totals(found)
        assert (now.pose_s, now.natural_s, now.walk_s) == (
            before.pose_s, before.natural_s, before.walk_s
        )  # fmt: skip
        assert canonical(again) == printed

    @tried
    @given(st.lists(st.one_of(ORDERED, SUMS), max_size=20))
    def test_hold_is_the_longest_unbroken_pose(self, found):
        found = [SectionData(s.gait, s.seconds % 90 + 1, s.known) for s in found]
        assert hold_s(found) == hold_by_the_second(found)

    @tried
    @given(PHRASES, RUNS)
    def test_phrases_fill_the_run_or_are_refused(self, phrase, run):
        assume(len(phrase) <= 500)
        found = understood_or_refused(phrase, **run)
        if found is not None:
            check(found, run["moving_s"], "Pose")
            assert hold_s(found) == totals(found).hold_s == hold_by_the_second(found)

    @tried
    @given(BABBLE, RUNS, TECHNIQUES)
    def test_words_in_any_order_are_understood_or_refused(self, phrase, run, technique):
        found = understood_or_refused(phrase, technique=technique, **run)
        if found is not None:
            check(found, run["moving_s"], technique)

    @tried
    @given(st.text(max_size=60), st.text(max_size=12), RUNS)
    def test_any_text_is_understood_or_refused(self, phrase, technique, run):
        found = understood_or_refused(phrase, technique=technique, **run)
        if found is not None:
            check(found, run["moving_s"], technique)

    @tried
    @given(st.text(max_size=30))
    def test_any_free_name_is_a_gait_word(self, technique):
        technique = " ".join(technique.split())
        assume(technique and not reserved(technique))
        found = sections("n300 p300 n1800")
        printed = canonical(found, technique=technique)
        assert parse(printed, moving_s=2400, technique=technique) == found
        assert parse(f"5 natural, 5 {technique}", moving_s=2400, technique=technique) == found
