from django.apps import AppConfig

from gaitlog.core import portable


class RunsConfig(AppConfig):
    name = "gaitlog.runs"

    def ready(self) -> None:
        from gaitlog.runs.models import (
            COUNTS,
            Away,
            Focus,
            FormNote,
            Plan,
            Race,
            Run,
            Section,
            ShoeShare,
            Slip,
            SlipKind,
            StrikeCheck,
        )

        portable.register(Focus, "slug", "name", "cue", "came_from", "retired_on")
        portable.register(
            Run,
            "kind",
            "on",
            "time_zone",
            "started_at",
            "distance_m",
            "elapsed_s",
            "moving_s",
            "pose_s",
            "natural_s",
            "walk_s",
            "hold_s",
            "phrase",
            "lamppost_m",
            "block_m",
            "usual_pace_s_per_km",
            "walking_pace_s_per_km",
            "shoe",
            "drop_mm",
            "surface",
            "footing",
            "temperature_c",
            "effort",
            "felt_form",
            "focus",
            "focus_rating",
            "companions",
            "note",
            "is_race",
            "version",
        )
        portable.register(
            Section, "run", "position", "gait", "seconds", "known", "distance_m", "cadence_spm"
        )
        portable.register(
            ShoeShare,
            "run",
            "part",
            "shoe",
            "drop_mm",
            "moving_s",
            "pose_s",
            "natural_s",
            "walk_s",
            "distance_m",
        )
        portable.register(
            Plan,
            "on",
            "distance_m",
            "moving_s",
            "pose_s",
            "natural_s",
            "walk_s",
            "phrase",
            "lamppost_m",
            "block_m",
            "usual_pace_s_per_km",
            "walking_pace_s_per_km",
            "sections",
            "shoe",
            "note",
            "run",
        )
        portable.register(
            FormNote,
            "run",
            "wanted",
            "glad",
            "concentration",
            "confidence",
            "faded_at_s",
            "feedback",
            "tempo_spm",
            "tempo_matched",
            "skipped_reason",
        )
        portable.register(SlipKind, "slug", "name", "retired_on")
        portable.register(Slip, "note", "kind")
        portable.register(
            StrikeCheck,
            "run",
            "on",
            "source",
            "foot",
            *COUNTS,
            "moment",
            "pace_s_per_km",
            "by",
            "note",
        )
        portable.register(
            Race,
            "name",
            "on",
            "distance_m",
            "importance",
            "goal",
            "goal_s",
            "result_s",
            "run",
            "note",
        )
        portable.register(Away, "from_on", "until_on", "kind", "reason")
