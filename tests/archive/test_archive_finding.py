"""Which files a folder holds: what cannot be read is found too, and fails by itself."""

from pathlib import Path

from jianbao.archive.finding import find_files


def test_a_link_round_in_a_circle_is_found_and_the_others_with_it(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    assert find_files([tmp_path]).files == [str(tmp_path / "a.txt"), str(tmp_path / "loop")]
