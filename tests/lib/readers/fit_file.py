"""A small writer of FIT files, so that the tests need no real ones."""

import datetime as dt
import struct

EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
START = dt.datetime(2026, 3, 2, 17, 30, tzinfo=dt.UTC)

RUNNING, CYCLING, TRANSITION, SWIMMING, WALKING, E_BIKING = 1, 2, 3, 5, 11, 21
TREADMILL, TRAIL = 1, 3
ACTIVITY, WORKOUT, COURSE = 4, 5, 6

# name: number of the message, and of each field its number, base type and scale
MESSAGES = {
    "file_id": (0, {"type": (0, "B", 1), "manufacturer": (1, "H", 1), "product_name": (8, "s", 1)}),
    "session": (
        18,
        {
            "timestamp": (253, "I", 1),
            "start": (2, "I", 1),
            "sport": (5, "B", 1),
            "sub_sport": (6, "B", 1),
            "elapsed": (7, "I", 1000),
            "timer": (8, "I", 1000),
            "distance": (9, "I", 100),
            "cadence": (18, "b", 1),
        },
    ),
    "lap": (
        19,
        {
            "timestamp": (253, "I", 1),
            "start": (2, "I", 1),
            "elapsed": (7, "I", 1000),
            "timer": (8, "I", 1000),
            "distance": (9, "I", 100),
            "cadence": (17, "b", 1),
        },
    ),
    "record": (20, {"timestamp": (253, "I", 1), "cadence": (4, "b", 1)}),
}
# struct format and number of each base type: an enum, a uint8, a uint16, a uint32, a string
BASE_TYPES = {"B": ("B", 0x00), "b": ("B", 0x02), "H": ("H", 0x84), "I": ("I", 0x86)}
STRING = 0x07


def seconds(moment):
    """The watch's seconds of a moment; a plain number is taken as it is."""
    return int((moment - EPOCH).total_seconds()) if isinstance(moment, dt.datetime) else moment


def message(name, **fields):
    """The definition of a message and the message."""
    number, known = MESSAGES[name]
    definition, content = b"", b""
    for field, value in fields.items():
        place, base, scale = known[field]
        if base == "s":
            text = value.encode() + b"\0"
            definition += bytes([place, len(text), STRING])
            content += text
        else:
            form, base_type = BASE_TYPES[base]
            definition += bytes([place, struct.calcsize(form), base_type])
            content += struct.pack("<" + form, round(seconds(value) * scale))
    head = struct.pack("<BBBHB", 0x40, 0, 0, number, len(fields))
    return head + definition + b"\0" + content


# An add-on's own field, whose number and name are those of the native cadence.
ADD_ON = (
    struct.pack("<BBBHB", 0x40, 0, 0, 207, 1)
    + bytes([3, 1, 0x02])
    + bytes([0, 0])
    + struct.pack("<BBBHB", 0x40, 0, 0, 206, 4)
    + bytes([0, 1, 0x02, 1, 1, 0x02, 2, 1, 0x02, 3, 8, STRING])
    + bytes([0, 0, 4, 0x02])
    + b"Cadence\0"
)


def with_add_on(native):
    """The message with a field of the add-on after its own, which says 33."""
    length = 6 + 3 * native[5]
    head, content = native[:length], native[length:]
    return bytes([head[0] | 0x20]) + head[1:] + bytes([1, 4, 1, 0]) + content + bytes([33])


def records(start, length, cadence=85, every=1):
    """A point each second, both ends included."""
    return b"".join(
        message("record", timestamp=seconds(start) + second, cadence=cadence)
        for second in range(0, length + 1, every)
    )


def file(*messages, kind=ACTIVITY, check_sum=None, **about):
    """A whole FIT file around these messages."""
    body = message("file_id", type=kind, manufacturer=1, **about) + b"".join(messages)
    header = struct.pack("<BBHI4s", 12, 0x20, 2100, len(body), b".FIT")
    check_sum = crc(header + body) if check_sum is None else check_sum
    return header + body + struct.pack("<H", check_sum)


def run(start=START, timer=1200.0, **session):
    """The points, one lap and the summary of a run."""
    summary = {"elapsed": timer, "timer": timer, "distance": 4000.0, **session}
    lap = {key: summary[key] for key in ("elapsed", "timer", "distance")}
    return (
        records(start, int(summary["elapsed"]), every=5)
        + message("lap", start=start, **lap)
        + message("session", **{"start": start, "sport": RUNNING, **summary})
    )


def crc(data):
    """The check sum of the FIT protocol."""
    table = (
        *(0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401),
        *(0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400),
    )
    value = 0
    for byte in data:
        value = (value >> 4) ^ table[value & 0xF] ^ table[byte & 0xF]
        value = (value >> 4) ^ table[value & 0xF] ^ table[byte >> 4]
    return value
