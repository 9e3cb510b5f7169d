from __future__ import annotations

import pytest

from gaitlog.core.removal import remove_user
from gaitlog.core.trash import put_in_trash
from tests.access.whole_log import make_log, owned_models, rows_of
from tests.factories import RecordingFactory, UserFactory


@pytest.mark.django_db(transaction=True)
class TestRemoveUser:
    def with_files(self, name):
        user = UserFactory(username=name)
        log = make_log(user)
        thrown_away = RecordingFactory(owner=user, run=None)
        for recording in (log["recording"], thrown_away):
            recording.file.parent.mkdir(parents=True, exist_ok=True)
            recording.file.write_bytes(b"as it came")
        put_in_trash(thrown_away)
        return user

    def test_leaves_no_row_and_no_file(self, data):
        user, other = self.with_files("nora"), self.with_files("jon")
        before, gone = rows_of(other), user.pk
        remove_user(user)
        assert not any(model.objects.filter(owner=gone).exists() for model in owned_models())
        [folder] = (data / "recordings").iterdir()
        assert folder.name == str(other.uid)
        assert len(list(folder.iterdir())) == 2
        assert rows_of(other) == before

    def test_files_stay_where_the_rows_do(self, data, monkeypatch):
        user = self.with_files("nora")

        def fail(*args, **kwargs):
            raise RuntimeError("no")

        monkeypatch.setattr(type(user), "delete", fail)
        with pytest.raises(RuntimeError):
            remove_user(user)
        assert len(list((data / "recordings" / str(user.uid)).iterdir())) == 2
