from django.apps import AppConfig

from gaitlog.core import portable


class GuardConfig(AppConfig):
    name = "gaitlog.guard"

    def ready(self) -> None:
        from gaitlog.guard.models import Goal, Judgement
        from gaitlog.guard.services import judge_saved
        from gaitlog.runs.services import after_saving

        portable.register(
            Judgement,
            "run",
            "judged_at",
            "judged",
            "pose_s",
            "limit_s",
            "is_passed",
            "findings",
            "parameters",
            "overruled_at",
            "reason",
        )
        portable.register(Goal, "pose_s", "is_unbroken", "by_on", "what")
        after_saving(judge_saved)
