from django.apps import AppConfig

from gaitlog.core import nightly, removal


class PortabilityConfig(AppConfig):
    name = "gaitlog.portability"

    def ready(self) -> None:
        from django.contrib.sessions.backends.db import SessionStore

        from gaitlog.accounts import limits
        from gaitlog.core import jobs, trash
        from gaitlog.portability import backups, files

        nightly.register("a backup", backups.back_up_tonight)
        nightly.register("clearing what was left half written", backups.clear_left_overs)
        nightly.register("emptying the trash of what has lain there its time", trash.empty_expired)
        nightly.register("forgetting log-ins that went wrong", limits.forget_old)
        nightly.register("forgetting sessions that have run out", SessionStore.clear_expired)
        nightly.register("forgetting jobs that are done", jobs.forget_finished)
        removal.before_user_goes(files.remove_files_of)
