"""The picture of the legs: which part of the body lies in which field of it."""

from __future__ import annotations

from dataclasses import dataclass

from gaitlog.injuries.choices import Side, Site, where

# from the hip down, as one looks at somebody
FRONT = (
    Site.HIP_FRONT,
    Site.QUADRICEPS,
    Site.KNEE_FRONT,
    Site.SHIN_FRONT,
    Site.ANKLE,
    Site.FOOT_TOP,
)
BACK = (
    Site.BUTTOCK,
    Site.HAMSTRING,
    Site.KNEE_BACK,
    Site.CALF,
    Site.ACHILLES_MID,
    Site.HEEL,
)


@dataclass(frozen=True, slots=True)
class Zone:
    """A field of the picture that can be tapped."""

    site: Site
    side: Side

    @property
    def value(self) -> str:
        return f"{self.site}-{self.side}"

    @property
    def words(self) -> str:
        return where(str(self.site.label), self.side)


def _rows(sites: tuple[Site, ...], first: Side, second: Side) -> list[Zone]:
    return [Zone(site, side) for site in sites for side in (first, second)]


# Somebody seen from the front has their right leg on the left.
VIEWS = {
    "from the front": _rows(FRONT, Side.RIGHT, Side.LEFT),
    "from behind": _rows(BACK, Side.LEFT, Side.RIGHT),
}
ZONES = {zone.value: zone for zones in VIEWS.values() for zone in zones}
