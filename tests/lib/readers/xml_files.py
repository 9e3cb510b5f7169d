"""Small GPX and TCX files for the tests."""

import datetime as dt

START = dt.datetime(2026, 3, 2, 17, 30, tzinfo=dt.UTC)
DEGREE_M = 6_371_008.8 * 3.141592653589793 / 180


def stamp(second, start=START):
    """The time so many seconds after the start, as it is written in a file."""
    return (start + dt.timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")


def gpx(*tracks, creator="Test watch", root=""):
    """A GPX file of these tracks."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<gpx version="1.1" creator="{creator}" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<metadata><time>2001-01-01T00:00:00Z</time></metadata>{root}{''.join(tracks)}</gpx>"
    ).encode()


def track(*segments, kind=None):
    """A track of these segments, each a string of points."""
    kind = f"<type>{kind}</type>" if kind else ""
    link = '<link href="http://example.org"><type>text/ride</type></link>'
    parts = "".join(f"<trkseg>{segment}</trkseg>" for segment in segments)
    return f"<trk><name>Run and ride</name>{kind}{link}{parts}</trk>"


def point(time=None, latitude=50.0, longitude=8.0, cadence=None):
    """One point of a GPX track."""
    time = f"<time>{time}</time>" if time else ""
    extension = (
        '<extensions><x:TrackPointExtension xmlns:x="http://www.garmin.com/xmlschemas/'
        f'TrackPointExtension/v1"><x:cad>{cadence}</x:cad></x:TrackPointExtension></extensions>'
        if cadence is not None
        else ""
    )
    return f'<trkpt lat="{latitude}" lon="{longitude}"><ele>1</ele>{time}{extension}</trkpt>'


def north(length, *, every=10, metres_per_second=3.0, cadence=None, first=0):
    """Points straight to the north, from the first second for a length of time."""
    return "".join(
        point(
            stamp(first + second),
            latitude=50 + second * metres_per_second / DEGREE_M,
            cadence=cadence,
        )
        for second in range(0, length + 1, every)
    )


def tcx(*activities, sport="Running", multisport=False):
    """A TCX file; activities given as laps only become running ones."""
    whole = [
        activity if activity.startswith("<Activity") else tcx_activity(activity, sport=sport)
        for activity in activities
    ]
    inside = "".join(whole)
    if multisport:
        first, *others = whole
        change = (
            '<Transition StartTime="2026-03-02T17:45:00Z"><TotalTimeSeconds>60</TotalTimeSeconds>'
            "<DistanceMeters>99</DistanceMeters></Transition>"
        )
        legs = "".join(f"<NextSport>{change}{leg}</NextSport>" for leg in others)
        inside = (
            "<MultiSportSession><Id>2026-03-02T17:30:00Z</Id>"
            f"<FirstSport>{first}</FirstSport>{legs}</MultiSportSession>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><TrainingCenterDatabase xmlns='
        '"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">'
        f"<Activities>{inside}</Activities><Author><Name>Somebody</Name></Author>"
        "</TrainingCenterDatabase>"
    ).encode()


def tcx_activity(*laps, sport="Running", device="Forerunner 310XT"):
    """An activity of these laps."""
    return (
        f'<Activity Sport="{sport}"><Id>2026-03-02T17:30:00Z</Id>{"".join(laps)}'
        f"<Creator><Name>{device}</Name><UnitId>1</UnitId></Creator></Activity>"
    )


def tcx_lap(first, length, *, metres=None, cadence=None, timer=None, points=True):
    """A lap that begins at a second and has a point every ten seconds."""
    distance = "" if metres is None else f"<DistanceMeters>{metres}</DistanceMeters>"
    steps = "" if cadence is None else f"<RunCadence>{cadence}</RunCadence>"
    trackpoints = "".join(
        f"<Trackpoint><Time>{stamp(first + second)}</Time><DistanceMeters>{(first + second) * 3}"
        f"</DistanceMeters><Extensions><TPX>{steps}</TPX></Extensions></Trackpoint>"
        for second in (range(0, length + 1, 10) if points else ())
    )
    return (
        f'<Lap StartTime="{stamp(first)}">'
        f"<TotalTimeSeconds>{length if timer is None else timer}</TotalTimeSeconds>{distance}"
        f"<Intensity>Active</Intensity><Track>{trackpoints}</Track></Lap>"
    )
