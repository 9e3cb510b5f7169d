from gaitlog.drills.forms.drills import DrillForm
from gaitlog.drills.forms.lessons import LessonForm
from gaitlog.drills.forms.practices import PracticeForm
from gaitlog.drills.forms.taps import NoteForm, TapForm

__all__ = ["DrillForm", "LessonForm", "NoteForm", "PracticeForm", "TapForm"]
