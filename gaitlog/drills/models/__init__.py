from gaitlog.drills.models.lesson import Advice, Lesson
from gaitlog.drills.models.library import NEUTRAL, Drill, Element, Level, Quality, Who
from gaitlog.drills.models.practice import LONGEST_MIN, MOST_BLOCKS, Block, Practice, Side

__all__ = [
    "LONGEST_MIN",
    "MOST_BLOCKS",
    "NEUTRAL",
    "Advice",
    "Block",
    "Drill",
    "Element",
    "Lesson",
    "Level",
    "Practice",
    "Quality",
    "Side",
    "Who",
]
