from django.apps import AppConfig

from gaitlog.core import nightly, portable


class RecordingsConfig(AppConfig):
    name = "gaitlog.recordings"

    def ready(self) -> None:
        from gaitlog.recordings import files
        from gaitlog.recordings.models import Lap, Recording

        portable.register(
            Recording, "run", "name", "sha256", "leg", "size", files=files.of, let_go=files.let_go
        )
        portable.register(Lap, "recording", "position", "seconds", "distance_m", "cadence_spm")
        nightly.register("clearing what imports left half written", files.clear_left_overs)
