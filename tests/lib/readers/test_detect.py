import gzip
import io
import zipfile

import pytest

from gaitlog.lib.readers import RecordingError, detect, read_recording, xml
from tests.lib.readers import fit_file
from tests.lib.readers.xml_files import gpx, north, tcx, tcx_lap, track

FIT, GPX, TCX = fit_file.file(fit_file.run()), gpx(track(north(60))), tcx(tcx_lap(0, 60))


def refusal(data, name="run.gpx"):
    with pytest.raises(RecordingError) as caught:
        read_recording(data, name)
    return caught.value


class TestKind:
    @pytest.mark.parametrize("data", [FIT, GPX, TCX])
    @pytest.mark.parametrize("name", ["a.fit", "a.tcx.gz", "A.GPX", "no suffix", ""])
    def test_is_told_from_the_content(self, data, name):
        assert len(read_recording(data, name)) == 1
        assert read_recording(gzip.compress(data), name) == read_recording(data, name)

    @pytest.mark.parametrize("data", [b"", b"\0\0\0", b"  \n", gzip.compress(b"", mtime=0)])
    def test_an_empty_file_is_refused(self, data):
        assert (refusal(data).code, refusal(data).text) == ("empty", "This file is empty.")

    def test_something_else_is_refused(self):
        assert refusal(b"Activity ID,Date", "a.csv").text == "This is not a FIT, GPX or TCX file."
        assert refusal(b"<html></html>", "a.html").text == "This is not a FIT, GPX or TCX file."

    def test_a_false_name_is_pointed_out(self):
        text = "This file is called GPX, but what is in it is not."
        assert refusal(b"\x89PNG", "Run.gpx.gz").text == text

    def test_an_archive_is_refused(self):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as written:
            written.writestr("run.gpx", GPX)
        assert refusal(archive.getvalue()).text.startswith("This is a zip archive")

    @pytest.mark.parametrize("data", [b"<", b"<gpx", b"<gpx xmlns:a='b'><b:c/></gpx>", b"<?xml"])
    def test_no_xml_is_refused(self, data):
        assert refusal(data).code == "unreadable"

    def test_whatever_goes_wrong_is_a_sentence(self, monkeypatch):
        monkeypatch.setattr(detect.gpx, "read", lambda data: 1 / 0)
        assert refusal(GPX).text == "This file is broken and cannot be read."
        monkeypatch.setattr(detect.gpx, "read", lambda data: bytearray(1 << 60))
        assert refusal(GPX).code == "too_large"


class TestGzip:
    def test_several_members_are_one_file(self):
        data = gzip.compress(GPX[:300]) + gzip.compress(GPX[300:])
        assert len(read_recording(data, "a.gpx.gz")) == 1

    def test_cut_off_is_refused(self):
        assert refusal(gzip.compress(GPX)[:-20]).text == "This file is broken: its end is missing."

    @pytest.mark.parametrize("place", [12, 40, -6])
    def test_damaged_is_refused(self, place):
        data = bytearray(gzip.compress(GPX))
        data[place] ^= 0xFF
        assert refusal(bytes(data)).code == "unreadable"

    def test_a_bomb_is_refused(self):
        bomb = gzip.compress(bytes(detect.MAX_UNPACKED_BYTES + 1), compresslevel=1)
        assert len(bomb) < 1_000_000
        assert refusal(bomb).code == "too_large"

    def test_a_file_over_the_limit_is_refused(self):
        assert refusal(bytes(detect.MAX_FILE_BYTES + 1)).code == "too_large"


class TestHostileXml:
    ATTACK = "This file is built as no watch builds one, so it was not read."

    @pytest.mark.parametrize(
        "doctype",
        [
            "<!DOCTYPE gpx>",
            "<!DOCTYPE gpx SYSTEM 'file:///etc/passwd'>",
            "<!DOCTYPE gpx [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>",
            "<!DOCTYPE gpx [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        ],
    )
    @pytest.mark.parametrize("blanks", ["", "  \n"])
    def test_a_document_type_is_refused(self, doctype, blanks):
        data = GPX.decode().replace("?><gpx", f"?>{doctype}<gpx")
        assert doctype in data
        assert refusal((blanks + data).encode()).text == self.ATTACK

    def test_depth_is_refused(self):
        deep = "<a>" * 200_000 + "</a>" * 200_000
        assert refusal(gpx(root=deep)).text == self.ATTACK
        assert refusal(gpx(track(north(60) + "<trkpt>" + deep))).text == self.ATTACK

    def test_63_more_levels_are_read(self):
        deep = "<a>" * 63 + "</a>" * 63
        assert len(read_recording(gpx(track(north(60)), root=deep), "a.gpx")) == 1
        assert refusal(gpx(track(north(60)), root=f"<a>{deep}</a>")).text == self.ATTACK

    def test_what_was_read_leaves_the_memory(self):
        steps = list(xml.walk(gpx(track(north(600))), whole=frozenset({"trkpt"})))
        assert [step.name for step in steps[:3]] == ["gpx", "metadata", "time"]
        assert sum(step.name == "trkpt" for step in steps) == 61
        assert [len(step.element) for step in steps if step.name == "trkseg"] == [0, 0]

    def test_an_unknown_encoding_is_refused(self):
        assert refusal(GPX.replace(b"UTF-8", b"UTF-9")).code == "unreadable"
