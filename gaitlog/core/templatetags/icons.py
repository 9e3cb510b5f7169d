"""The line drawings of the navigation, as paths on a grid of 24."""

from __future__ import annotations

ICONS = {
    "today": "M5 4h14v16H5zM5 9h14M9 2v4M15 2v4M9 14l2 2 4-4",
    "trends": "M4 20h16M6 20v-5M11 20V9M16 20v-8M20 20V5",
    "log": "M12 5v14M5 12h14",
    "recovery": "M4 12a8 8 0 1 1 8 8M4 12l-1.5-3M4 12l3-1.5M9 12l2.5 2.5L16 10",
    "more": "M4 7h16M4 12h16M4 17h10",
    "runs": "M3 17h5l2-9 4 12 2-8h5",
    "drills": "M12 4a2 2 0 1 0 .01 0M12 8v6l-4 6M12 14l4 2v4M8 11l4-2 4 3",
    "focus": "M12 4a8 8 0 1 0 .01 0M12 9a3 3 0 1 0 .01 0M12 2v4M12 18v4M2 12h4M18 12h4",
    "shoes": "M3 17h18v-2c0-2-4-2-6-4l-2-4-3 2H5c-2 2-2 5-2 8z",
    "race": "M5 3v18M5 4c4-2 8 2 14 0v9c-6 2-10-2-14 0",
    "away": "M9 5v14M15 5v14",
    "injuries": "M8 3h8v6h6v6h-6v6H8v-6H2V9h6z",
    "coach": (
        "M9 11a3.5 3.5 0 1 0-.01 0M3 20c0-4 3-6 6-6s6 2 6 6"
        "M16 5a3.5 3.5 0 0 1 0 6M18 14c2 1 3 3 3 6"
    ),
    "import": "M12 4v11M7 10l5 5 5-5M5 20h14",
    "settings": ("M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5"),
    "data": ("M5 6c0-2 14-2 14 0v12c0 2-14 2-14 0zM5 6c0 2 14 2 14 0M5 12c0 2 14 2 14 0"),
}
