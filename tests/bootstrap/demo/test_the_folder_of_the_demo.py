"""Only a folder that is the demo's own is ever emptied."""

from __future__ import annotations

from pathlib import Path

import pytest

from bootstrap.demo.home import MARKER, DemoRefusedError, claimed


def test_a_new_folder_gets_the_marker(tmp_path: Path) -> None:
    with claimed(tmp_path / "var" / "demo") as home:
        assert [each.name for each in home.iterdir()] == [MARKER]


def test_what_the_last_demo_left_is_gone(tmp_path: Path) -> None:
    with claimed(tmp_path) as home:
        (home / "postgres").mkdir()
        (home / "postgres" / "data").write_text("old")
        (home / "broker.log").write_text("old")
    with claimed(tmp_path) as home:
        assert [each.name for each in home.iterdir()] == [MARKER]


def test_somebody_elses_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with (
        pytest.raises(DemoRefusedError, match=rf"^--home: .* holds files and no {MARKER}"),
        claimed(tmp_path),
    ):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "demo"
    place.write_text("")
    with pytest.raises(DemoRefusedError, match="is not a folder"), claimed(place):
        pass


def test_a_link_inside_is_removed_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    with claimed(tmp_path / "demo") as home:
        (home / "link").symlink_to(outside)
    with claimed(tmp_path / "demo"):
        assert (outside / "kept.txt").exists()


def test_two_demos_do_not_share_a_folder(tmp_path: Path) -> None:
    with (
        claimed(tmp_path),
        pytest.raises(DemoRefusedError, match=r"^a demo runs already in"),
        claimed(tmp_path),
    ):
        pass
    with claimed(tmp_path):
        pass
