"""The starter library: drills of the school of running that most learners here begin with.

Its words never name the school, so a runner who changes to another technique keeps the drills.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from gaitlog.drills.models import Drill, Element, Level, Who

if TYPE_CHECKING:
    from gaitlog.accounts.models import User


@dataclass(frozen=True, slots=True)
class Entry:
    """A drill of the library, before it is anybody's own."""

    slug: str
    name: str
    level: Level
    element: Element
    who: Who
    dose: str
    how_to: str

    def drill(self) -> Drill:
        """A new drill made from it, nobody's yet."""
        return Drill(**asdict(self))

    def get_absolute_url(self) -> str:
        return reverse("drills:entry", args=[self.slug])


CATALOGUE = (
    Entry(
        "weight_perception",
        "Weight perception",
        Level.BASIC,
        Element.POSE,
        Who.SOLO,
        "60 seconds",
        "Stand still with your eyes closed and rock slowly from the heels to the balls of the"
        " feet and back. Notice where the weight is each time.",
    ),
    Entry(
        "springiness",
        "Springiness",
        Level.BASIC,
        Element.POSE,
        Who.SOLO,
        "3 × 20 seconds",
        "Stand on both feet with soft knees, the weight over the balls of the feet, and bounce"
        " so lightly that the feet hardly leave the ground.",
    ),
    Entry(
        "pose_hold",
        "Figure four hold",
        Level.BASIC,
        Element.POSE,
        Who.SOLO,
        "up to 30 seconds a leg",
        "Balance on one leg with the knee bent, the other ankle drawn up under the hip."
        " Shoulder, hip and ankle of the standing leg make one line.",
    ),
    Entry(
        "pull_slide",
        "Ankle slide",
        Level.BASIC,
        Element.PULL,
        Who.SOLO,
        "3 × 10 a leg",
        "Barefoot, let one ankle slide up along the inside of the standing leg towards the hip,"
        " then let go and leave the foot to drop by itself.",
    ),
    Entry(
        "change_of_support",
        "Change of support",
        Level.BASIC,
        Element.PULL,
        Who.SOLO,
        "3 × 10, until 3 in a row are clean",
        "On the spot, draw the standing foot up under the hip and let the other one fall to"
        " take the weight. Nothing is pushed off and nothing is put down.",
    ),
    Entry(
        "pony",
        "Pony",
        Level.BASIC,
        Element.PULL,
        Who.SOLO,
        "3 × 10 to 15",
        "Shift the weight quickly from one foot to the other, each foot only just leaving the"
        " ground. Small and quick beats high.",
    ),
    Entry(
        "foot_tapping",
        "Foot tapping",
        Level.BASIC,
        Element.PULL,
        Who.SOLO,
        "3 × 10 a leg",
        "Standing on one leg, touch the ground with the ball of the other foot and snatch it"
        " back up under the hip, as if it were hot.",
    ),
    Entry(
        "hop_in_place",
        "Hop in place",
        Level.BASIC,
        Element.POSE,
        Who.SOLO,
        "30 hops",
        "Hop low on the balls of both feet with loose knees. The heels may kiss the ground each"
        " time; they are not held up.",
    ),
    Entry(
        "metronome_run",
        "Run on the beat",
        Level.BASIC,
        Element.CADENCE,
        Who.SOLO,
        "a few minutes at a time",
        "Run easily to a metronome set to the cadence you aim at. Let the steps get shorter"
        " rather than the running faster.",
    ),
    Entry(
        "wall_fall",
        "Fall to the wall",
        Level.BASIC,
        Element.FALL,
        Who.WALL,
        "3 × 10",
        "Stand an arm’s length from a wall and let yourself lean forward from the ankles,"
        " straight as a board, until the hands catch you.",
    ),
    Entry(
        "pose_wall_fall",
        "Fall to the wall on one leg",
        Level.INTERMEDIATE,
        Element.FALL,
        Who.WALL,
        "3 × 5 a leg",
        "Stand on one leg before a wall, in the figure four, and lean from the ankle until the"
        " hands catch you. Once it is steady, stand a little farther away.",
    ),
    Entry(
        "wall_run",
        "Wall run",
        Level.INTERMEDIATE,
        Element.FALL,
        Who.WALL,
        "2 or 3 × 20 seconds",
        "Lean with your hands on a wall and change support on the spot under that lean. Then"
        " turn round and run a few steps with the same feeling.",
    ),
    Entry(
        "hundred_ups",
        "Hundred-ups",
        Level.INTERMEDIATE,
        Element.PULL,
        Who.SOLO,
        "1 × 100",
        "A hundred changes of support on the spot, counting. Stop earlier when they are no"
        " longer alike.",
    ),
    Entry(
        "leaning_hops",
        "Leaning hops",
        Level.INTERMEDIATE,
        Element.FALL,
        Who.SOLO,
        "2 or 3 × 20 metres",
        "Hop on both feet and lean a little from the ankles, so that it is the lean that takes"
        " you forward and not the legs.",
    ),
    Entry(
        "single_leg_pull",
        "Single-leg pull",
        Level.INTERMEDIATE,
        Element.PULL,
        Who.SOLO,
        "3 × 10 a leg",
        "Hop on one leg, and each time it is in the air draw that ankle up under the hip. First"
        " on the spot, later moving forward.",
    ),
    Entry(
        "forward_change",
        "Forward change of support",
        Level.INTERMEDIATE,
        Element.FALL,
        Who.SOLO,
        "3 × 10",
        "Start from the figure four, let yourself fall forward, and change support just in time"
        " to catch it. Stand still, and begin again on the other leg.",
    ),
    Entry(
        "front_lunge",
        "Front lunge with a pull",
        Level.INTERMEDIATE,
        Element.PULL,
        Who.SOLO,
        "3 × 10 a leg",
        "Stay in a lunge with the weight on the front foot and draw the rear foot up towards"
        " the hip again and again, without swinging it.",
    ),
    Entry(
        "one_two_three",
        "One, two, three",
        Level.INTERMEDIATE,
        Element.CADENCE,
        Who.SOLO,
        "now and then during a run",
        "While running, take three steps with all your attention on the pull, counting them,"
        " then run on easily for a while.",
    ),
    Entry(
        "partner_resist",
        "Hold and release",
        Level.INTERMEDIATE,
        Element.FALL,
        Who.PARTNER,
        "2 or 3 × 20 seconds",
        "Lean against a partner’s hands at your shoulders and change support on the spot. When"
        " the hands go away, keep the lean and run out of it.",
    ),
    Entry(
        "timber",
        "Timber",
        Level.INTERMEDIATE,
        Element.FALL,
        Who.PARTNER,
        "5 to 10 falls",
        "Fall forward from the ankles like a tree and let a partner in front catch you by the"
        " shoulders. Agree on how far before you begin.",
    ),
    Entry(
        "hands_clasped",
        "Running with the hands clasped",
        Level.ADVANCED,
        Element.POSE,
        Who.SOLO,
        "2 to 4 × 30 to 50 metres",
        "Run short stretches with the hands clasped in front, behind the back or on the head."
        " Without the arms to help, a wobble is easy to feel.",
    ),
    Entry(
        "band_pull",
        "Pull against a band",
        Level.ADVANCED,
        Element.PULL,
        Who.PARTNER,
        "3 × 10",
        "Change support, or run slowly, while an elastic band held by a partner draws gently"
        " on the hips or the ankles.",
    ),
)

LIBRARY = {entry.slug: entry for entry in CATALOGUE}


def named(name: str) -> Entry | None:
    """The entry of that name, however it is capitalised."""
    return next((entry for entry in CATALOGUE if entry.name.casefold() == name.casefold()), None)


def offered_to(user: User, own: Iterable[Drill]) -> dict[str, list[Entry]]:
    """The entries that are none of the user's ``own`` drills yet, by the word for their level."""
    if not user.learns_pose:
        return {}
    slugs, names = set(), set()
    for drill in own:
        slugs.add(drill.slug)
        names.add(drill.name.casefold())
    new = [e for e in CATALOGUE if e.slug not in slugs and e.name.casefold() not in names]
    levels = {level: [entry for entry in new if entry.level == level] for level in Level}
    return {str(level.label): entries for level, entries in levels.items() if entries}
