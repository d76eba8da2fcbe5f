"""What a person names or drops: sorted by what it is, nothing lost silently, archives never trusted."""

from __future__ import annotations

import io
import os
import stat
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from flashcards.core.errors import NotFound, TooLarge, UnreadableFile, UnsafeArchive
from flashcards.services.imports import gathering
from flashcards.services.imports.gathering import ARCHIVE_FILES, UPLOAD_BYTES, gather_paths, gather_uploads, image_path
from tests.build import PNG

GUIDE = b"# A guide"
REFUSED = "cannot be read (Permission denied)"


def packed(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return content.getvalue()


def lay(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


TREE = {
    "one.md": b"1",
    "two.MARKDOWN": b"2",
    "deep/er/three.txt": b"3",
    "deep/pictures/a.png": PNG,
    ".git/readme.md": b"no",
    ".hidden.md": b"no",
    "__MACOSX/._one.md": b"no",
    "node_modules/x/readme.md": b"no",
    "program.py": b"no",
}
WANTED = {"one.md": b"1", "two.MARKDOWN": b"2", "deep/er/three.txt": b"3"}


def test_a_folder_gives_its_guides_and_pictures_by_their_place_in_it(tmp_path: Path) -> None:
    gathered = gather_paths([lay(tmp_path / "all", TREE)])
    assert gathered.guides == WANTED
    assert gathered.images == {"deep/pictures/a.png": PNG}
    assert [path for path, _ in gathered.left_out] == ["program.py"]


@pytest.mark.parametrize("top", ["", "all/", "all\\"])
def test_an_archive_gives_what_the_folder_it_holds_would_give(top: str) -> None:
    gathered = gather_uploads([("all.zip", packed({top + name: content for name, content in TREE.items()}))])
    assert (gathered.guides, gathered.images) == (WANTED, {"deep/pictures/a.png": PNG})


def test_an_archive_made_on_a_mac_gives_what_the_folder_would_give() -> None:
    files = {"all/one.md": b"1", "all/.DS_Store": b"", "__MACOSX/all/._one.md": b"\0", "__MACOSX/._all": b"\0"}
    assert gather_uploads([("all.zip", packed(files))]).guides == {"one.md": b"1"}


def test_a_folder_a_browser_sends_gives_what_the_folder_would_give() -> None:
    gathered = gather_uploads([("all/one.md", b"1"), ("all/deep/a.png", PNG)])
    assert (gathered.guides, gathered.images) == ({"one.md": b"1"}, {"deep/a.png": PNG})


def test_a_file_is_known_by_its_name_only(tmp_path: Path) -> None:
    lay(tmp_path, {"deep/one.md": b"1"})
    assert gather_paths([tmp_path / "deep" / "one.md"]).guides == {"one.md": b"1"}


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.md", "..\\..\\passwd.md", "/passwd.md", "C:\\x\\passwd.md", "./a/./passwd.md", ""]
)
def test_a_name_a_browser_sends_never_leads_anywhere(name: str) -> None:
    (path,) = gather_uploads([(name, GUIDE)]).guides
    assert not path.startswith("/")
    assert not {"..", "."} & set(path.split("/"))


def test_files_of_one_name_are_not_mixed_up_or_dropped_silently(tmp_path: Path) -> None:
    lay(tmp_path, {"a/guide.md": b"first", "b/guide.md": b"second", "a/p.png": PNG, "b/p.png": PNG + b"2"})
    gathered = gather_paths([tmp_path / "a", tmp_path / "b"])
    assert gathered.guides == {"guide.md": b"first"}
    assert gathered.images == {"p.png": PNG}
    assert [path for path, _ in gathered.left_out] == ["guide.md", "p.png"]


def test_what_is_no_guide_is_left_out_by_name() -> None:
    gathered = gather_uploads([("one.md", GUIDE), ("slides.pdf", b"%PDF"), ("notes", b"")])
    assert gathered.left_out[0] == ("slides.pdf", "not a guide (.md, .markdown, .txt), a .csv, a picture or a .zip")
    assert len(gathered.left_out) == 2


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    lay(tmp_path, {"secret/secret.md": b"secret", "all/one.md": GUIDE})
    (tmp_path / "all" / "link.md").symlink_to(tmp_path / "secret" / "secret.md")
    (tmp_path / "all" / "folder").symlink_to(tmp_path / "secret")
    assert gather_paths([tmp_path / "all"]).guides == {"one.md": GUIDE}


def test_what_is_not_read_of_a_folder_is_named(tmp_path: Path) -> None:
    lay(tmp_path / "all", {"one.md": GUIDE, "more.zip": packed({"two.md": GUIDE})})
    (tmp_path / "all" / "link.md").symlink_to(tmp_path / "all" / "one.md")
    (tmp_path / "all" / "far").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "all" / "pipe.md")
    gathered = gather_paths([tmp_path / "all"])
    assert gathered.guides == {"one.md": GUIDE}
    left_out = dict(gathered.left_out)
    assert list(left_out) == ["far", "link.md", "more.zip", "pipe.md"]
    assert "import it by itself" in left_out["more.zip"]
    assert gathered.is_left_out("far/away.md")
    assert not gathered.is_left_out("farther.md")


@pytest.mark.skipif(os.name == "nt", reason="permissions are others there")
def test_one_file_or_folder_without_permission_does_not_keep_the_others(tmp_path: Path) -> None:
    folder = lay(tmp_path / "all", {"one.md": GUIDE, "two.md": GUIDE, "deep/three.md": GUIDE})
    closed = [folder / "two.md", folder / "deep"]
    for path in closed:
        path.chmod(0)
    if os.access(closed[0], os.R_OK):
        pytest.skip("whoever is root can read all")
    gathered = gather_paths([folder])
    closed[1].chmod(0o700)
    assert gathered.guides == {"one.md": GUIDE}
    assert gathered.left_out == (("two.md", REFUSED), ("deep", REFUSED))


def test_an_empty_folder_says_what_to_choose(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="Choose Markdown files"):
        gather_paths([tmp_path])


def test_only_pictures_are_no_import(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="there is no guide"):
        gather_uploads([("a.png", PNG)])


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"nowhere\.md"):
        gather_paths([tmp_path / "nowhere.md"])


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(UnreadableFile, match=r"pipe\.md"):
        gather_paths([tmp_path / "pipe.md"])


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(UPLOAD_BYTES + 1)
    with pytest.raises(TooLarge, match=r"huge\.md.*64 MB"):
        gather_paths([tmp_path / "huge.md"])


def test_many_files_together_may_not_be_too_large_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "UPLOAD_BYTES", 100)
    with pytest.raises(TooLarge, match="b.md"):
        gather_uploads([("a.md", bytes(60)), ("b.md", bytes(60))])


def linked() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        link = zipfile.ZipInfo("link.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("one.md", GUIDE)
    return content.getvalue()


UNSAFE: dict[str, Callable[[], bytes]] = {
    "a path that climbs": lambda: packed({"one.md": GUIDE, "../../evil.md": b""}),
    "a path that climbs from inside": lambda: packed({"a/../../evil.md": b""}),
    "a path that climbs with backslashes": lambda: packed({"a\\..\\..\\evil.md": b""}),
    "an absolute path": lambda: packed({"/etc/evil.md": b""}),
    "an absolute path with backslashes": lambda: packed({"\\\\server\\evil.md": b""}),
    "a drive": lambda: packed({"C:\\evil.md": b""}),
    "a link": linked,
    "a bomb": lambda: packed({"bomb.md": bytes(UPLOAD_BYTES + 1)}),
    "a bomb in pieces": lambda: packed({f"{number}.bin": bytes(UPLOAD_BYTES // 8) for number in range(9)}),
    "too many files": lambda: packed({f"{number}.md": b"" for number in range(ARCHIVE_FILES + 1)}, zipfile.ZIP_STORED),
}


@pytest.mark.parametrize("kind", UNSAFE)
def test_an_archive_that_means_harm_is_refused_whole(kind: str) -> None:
    with pytest.raises(UnsafeArchive, match="Nothing was read"):
        gather_uploads([("one.zip", UNSAFE[kind]())])


def test_a_colon_in_a_name_is_no_drive() -> None:
    assert gather_uploads([("one.zip", packed({"AWS: queues.md": GUIDE}))]).guides == {"AWS: queues.md": GUIDE}


def flagged(content: bytes, flag: int) -> bytes:
    """The archive with a flag of its members set."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[content.index(signature) + offset] |= flag
    return bytes(changed)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"no archive at all",
        packed({"one.md": GUIDE * 99})[:-40],
        packed({"one.md": GUIDE * 99}).replace(packed({"one.md": GUIDE * 99})[36:60], bytes(24)),
        flagged(packed({"one.md": GUIDE}), 1),
    ],
    ids=["empty", "begun", "another file", "cut off", "broken inside", "encrypted"],
)
def test_an_archive_that_cannot_be_opened_says_so(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="Pack the guides again"):
        gather_uploads([("one.zip", content)])


def test_a_member_that_lies_about_its_size_is_not_unpacked() -> None:
    content = bytearray(packed({"one.md": bytes(10_000_000)}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(signature) + offset
        content[place : place + 4] = (100).to_bytes(4, "little")
    with pytest.raises(UnreadableFile):
        gather_uploads([("one.zip", bytes(content))])


def test_of_two_members_of_one_name_the_first_is_taken_and_the_other_named() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("one.md", b"first")
        archive.writestr("one.md", b"second")
    gathered = gather_uploads([("one.zip", content.getvalue())])
    assert gathered.guides == {"one.md": b"first"}
    assert [path for path, _ in gathered.left_out] == ["one.md"]


@pytest.mark.parametrize(
    ("guide", "reference", "place"),
    [
        ("one.md", "a.png", "a.png"),
        ("deep/one.md", "a.png", "deep/a.png"),
        ("deep/one.md", "../pictures/./a.png", "pictures/a.png"),
        ("deep/one.md", "../../a.png", "../a.png"),
    ],
)
def test_a_picture_is_looked_for_from_where_its_guide_lies(guide: str, reference: str, place: str) -> None:
    assert image_path(guide, reference) == place


@pytest.mark.skipif(os.name != "posix", reason="elsewhere every name is text")
def test_a_file_whose_name_is_no_text_is_named_and_the_others_come_along(tmp_path: Path) -> None:
    folder = lay(tmp_path / "all", {"one.md": GUIDE, os.fsdecode(b"caf\xe9.md"): GUIDE, os.fsdecode(b"d\xff/two.md"): GUIDE})
    gathered = gather_paths([folder])
    assert set(gathered.guides) == {"one.md"}
    assert gathered.left_out == (("caf\\xe9.md", gathering.STRANGE_NAME), ("d\\xff/two.md", gathering.STRANGE_NAME))
    with pytest.raises(UnreadableFile, match=r"caf\\xe9.md: its name is not written in UTF-8"):
        gather_paths([folder / os.fsdecode(b"caf\xe9.md")])
