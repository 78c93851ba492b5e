"""Network shares and folders that are copied are known on every system; a plain folder raises no alarm."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from db.mounted import FLAGS, MNT_LOCAL, NAME, Mounted, in_statfs, in_table, mounted
from db.whereabouts import Facts, Whereabouts, facts_of, judged, whereabouts

LINUX, MAC, WINDOWS = PurePosixPath("/home/jo"), PurePosixPath("/Users/jo"), PureWindowsPath(r"C:\Users\Jo")
HOMES = (LINUX, MAC, WINDOWS)


def folder_in(home: PurePath, *parts: str) -> Facts:
    """The facts of a folder in a home: nothing but its path."""
    return Facts(home.joinpath(*parts), home)


def by(facts: Facts) -> str:
    """Who is named; "" where nothing speaks against the place."""
    found = judged(facts)
    return found.by if found else ""


# -- no false alarm --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize(
    "parts",
    [
        (),
        ("Documents", "board"),
        ("Box",),
        ("Box", "2017"),
        ("MEGA",),
        ("Mega projects",),
        ("Boxes",),
        ("OneDriveless",),
        ("My Dropbox notes",),
        ("old OneDrive - things",),
        ("Projects", "My Drive"),
        ("Projects", "Shared drives", "2017"),
        ("CloudStorage",),
        ("Mobile Documents",),
        ("Library", "Application Support", "loti"),
        (".local", "share", "loti"),
        ("AppData", "Local", "loti"),
        ("Sync",),
        ("Nextcloud minutes",),
    ],
)
def test_a_plain_folder_raises_no_alarm(home: PurePath, parts: tuple[str, ...]) -> None:
    assert judged(folder_in(home, *parts)) is None


def test_settings_of_dropbox_in_the_home_do_not_make_the_home_a_copied_folder() -> None:
    """~/.dropbox is a folder; what Dropbox leaves in a shared folder is a file."""
    facts = Facts(LINUX / "board", LINUX, hidden={LINUX: frozenset({".dropbox/", ".config/", ".sync/"})})
    assert judged(facts) is None


def test_dropbox_elsewhere_says_nothing_of_this_folder() -> None:
    assert judged(Facts(LINUX / "board", LINUX, dropbox=(LINUX / "Copied", LINUX / "boa"))) is None


@pytest.mark.parametrize("value", ["", r"C:\Users\Jo\OneDrive - Contoso"])
def test_onedrive_elsewhere_says_nothing_of_this_folder(value: str) -> None:
    environment = {"OneDrive": value, "OneDriveCommercial": value}
    assert judged(Facts(WINDOWS / "Documents", WINDOWS, environment=environment)) is None


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "xfs", "zfs", "tmpfs", "overlay", "fuseblk", "apfs", "hfs", "ntfs3"])
def test_a_disk_of_this_computer_raises_no_alarm(kind: str) -> None:
    assert judged(Facts(LINUX, LINUX, Mounted(kind, "/home", "/dev/sda1"))) is None


@pytest.mark.parametrize("kind", ["9p", "virtiofs"])
def test_the_own_disk_of_a_virtual_computer_raises_no_alarm(kind: str) -> None:
    assert judged(Facts(LINUX, LINUX, Mounted(kind, "/", "root"))) is None


# -- folders that are copied -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize(
    ("parts", "named"),
    [
        (("OneDrive",), "OneDrive"),
        (("onedrive", "Documents"), "OneDrive"),
        (("OneDrive - Greater London Authority", "boards"), "OneDrive"),
        (("Dropbox",), "Dropbox"),
        (("Dropbox (Personal)", "a", "b", "c"), "Dropbox"),
        (("Google Drive", "My Drive"), "Google Drive"),
        (("My Drive",), "Google Drive"),
        (("iCloudDrive",), "iCloud Drive"),
        (("Box Sync", "board"), "Box"),
        (("pCloudDrive",), "pCloud"),
    ],
)
def test_a_folder_with_the_name_of_a_product_is_known(home: PurePath, parts: tuple[str, ...], named: str) -> None:
    assert by(folder_in(home, *parts)) == named


@pytest.mark.parametrize(
    ("folder", "named"),
    [
        ("OneDrive-GreaterLondonAuthority/board", "OneDrive"),
        ("OneDrive-SharedLibraries-GreaterLondonAuthority/Site - Documents", "SharePoint"),
        ("GoogleDrive-jo@example.org/My Drive", "Google Drive"),
        ("Dropbox", "Dropbox"),
        ("Box-Box/board", "Box"),
        ("Nextcloud-jo@example.org", "Nextcloud"),
        ("Tresors-Jo", "Tresors-Jo"),
    ],
)
def test_all_that_macos_keeps_in_cloud_storage_is_known_and_named(folder: str, named: str) -> None:
    assert by(Facts(MAC / "Library/CloudStorage" / folder, MAC)) == named


def test_icloud_on_a_mac_is_known() -> None:
    assert by(Facts(MAC / "Library/Mobile Documents/com~apple~CloudDocs/board", MAC)) == "iCloud Drive"


@pytest.mark.parametrize("folder", ["G:\\My Drive\\boards", "G:\\Shared drives\\Board"])
def test_the_drive_of_google_on_windows_is_known(folder: str) -> None:
    assert by(Facts(PureWindowsPath(folder), WINDOWS)) == "Google Drive"


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_onedrive_is_known_wherever_its_variable_says(name: str) -> None:
    facts = Facts(PureWindowsPath(r"d:\work\board"), WINDOWS, environment={name: r"D:\Work"})
    assert by(facts) == "OneDrive"


def test_a_sharepoint_library_beside_onedrive_is_known() -> None:
    environment = {"OneDriveCommercial": r"C:\Users\Jo\OneDrive - Contoso"}
    facts = Facts(WINDOWS / "Contoso" / "Board - Documents", WINDOWS, environment=environment)
    assert by(facts) == "SharePoint"


@pytest.mark.parametrize(
    ("marker", "named"),
    [
        (".dropbox", "Dropbox"),
        (".dropbox.cache/", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".stfolder/", "Syncthing"),
        (".sync_2c8f1a6b7e90.db", "Nextcloud or ownCloud"),
        ("._sync_2c8f1a6b7e90.db", "Nextcloud or ownCloud"),
        (".csync_journal.db", "Nextcloud or ownCloud"),
        (".owncloudsync.log", "Nextcloud or ownCloud"),
        (".nextcloudsync.log", "Nextcloud or ownCloud"),
        (".megaignore", "MEGA"),
        (".tmp.driveupload/", "Google Drive"),
        (".tmp.drivedownload/", "Google Drive"),
    ],
)
def test_what_a_program_left_above_is_a_sign(marker: str, named: str) -> None:
    top = LINUX / "work"
    facts = Facts(top / "a" / "b", LINUX, hidden={top / "a": frozenset({".git/"}), top: frozenset({".hg/", marker})})
    assert by(facts) == named


def test_dropbox_is_known_wherever_its_settings_say() -> None:
    assert by(Facts(LINUX / "elsewhere" / "board", LINUX, dropbox=(LINUX / "elsewhere",))) == "Dropbox"


@pytest.mark.parametrize(("name", "program"), [("Box", "Box"), ("MEGA", "MEGA")])
def test_a_name_that_may_be_anybodys_counts_beside_the_settings_of_its_program(name: str, program: str) -> None:
    for home in HOMES:
        assert by(Facts(home / name / "board", home, programs=frozenset({program}))) == program
        assert by(Facts(home / "toys" / name, home, programs=frozenset({program}))) == ""


# -- network shares --------------------------------------------------------------------------------------------------

TABLE = r"""
22 28 0:20 / /proc rw,nosuid shared:12 - proc proc rw
28 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw,errors=remount-ro
40 28 0:35 / /home rw,relatime shared:20 - nfs4 server:/home rw,vers=4.2
41 40 8:3 / /home/jo/disk rw,relatime shared:21 - ext4 /dev/sdb1 rw
50 28 0:40 / /mnt/board\040papers rw,relatime shared:30 - cifs //server/board\040papers rw,vers=3.1.1
51 28 0:41 / /mnt/back\134slash rw - smb3 //server/x rw
60 28 0:42 / /mnt/auto rw,relatime shared:31 - autofs systemd-1 rw
61 60 0:43 / /mnt/auto rw,relatime shared:32 master:4 - nfs server:/auto rw
62 28 0:44 / /run/user/1000/gvfs rw,nosuid - fuse.gvfsd-fuse gvfsd-fuse rw,user_id=1000
63 28 0:45 / /mnt/papers rw - fuse https://dav.example.org/papers rw,user_id=1000
64 28 0:46 / /mnt/ssh rw - fuse.sshfs jo@server: rw
65 28 8:2 /srv/board /mnt/bound rw,relatime shared:1 - ext4 /dev/sda2 rw
66 28 0:40 /2017 /mnt/year rw,relatime shared:30 - cifs //server/board\040papers rw
67 28 0:47 / /mnt/c rw,noatime - 9p C:\134 rw,aname=drvfs;path=C:\134
68 28 0:48 / /mnt/stick rw - fuseblk /dev/sdc1 rw
not a line of the table
"""


@pytest.mark.parametrize(
    ("folder", "named"),
    [
        ("/home/jo", "a network share (nfs4)"),
        ("/home/jo/diskette", "a network share (nfs4)"),
        ("/home/jo/disk/board", ""),
        ("/homeless", ""),
        ("/mnt/board papers/2017", "a network share (cifs)"),
        ("/mnt/board", ""),
        ("/mnt/back\\slash", "a network share (smb3)"),
        ("/mnt/auto/board", "a network share (nfs)"),
        ("/run/user/1000/gvfs/smb-share:server=x,share=y", "a network share (fuse.gvfsd-fuse)"),
        ("/mnt/papers", "a network share (fuse)"),
        ("/mnt/ssh", "a network share (fuse.sshfs)"),
        ("/mnt/bound", ""),
        ("/mnt/year/q1", "a network share (cifs)"),
        ("/mnt/c/Users/Jo", "a share from another system (9p)"),
        ("/mnt/stick", ""),
        ("/srv", ""),
    ],
)
def test_a_share_is_known_by_the_table_of_linux(folder: str, named: str) -> None:
    place = PurePosixPath(folder)
    assert by(Facts(place, PurePosixPath("/root"), in_table(place, TABLE))) == named


@pytest.mark.parametrize("kind", ["afs", "ceph", "glusterfs", "davfs", "fuse.davfs", "smbfs", "fuse.rclone"])
def test_other_shares_are_known_by_their_kind(kind: str) -> None:
    assert by(Facts(LINUX, LINUX, Mounted(kind, "/home"))) == f"a network share ({kind})"


@pytest.mark.parametrize("table", ["", "\n", "a b c - d", "1 2 3 4 5 6 7 8", " - - - "])
def test_a_table_that_cannot_be_read_says_nothing(table: str) -> None:
    assert in_table(LINUX, table) == Mounted()


@pytest.mark.parametrize(
    ("kind", "local", "named"),
    [
        ("smbfs", False, "a network share (smbfs)"),
        ("nfs", False, "a network share (nfs)"),
        ("webdav", False, "a network share (webdav)"),
        ("acfs", False, "a network share"),
        ("apfs", True, ""),
        ("macfuse", True, ""),
    ],
)
def test_a_share_is_known_by_what_macos_says(kind: str, local: bool, named: str) -> None:
    told = bytearray(2168)
    told[FLAGS] = (MNT_LOCAL if local else 0x8).to_bytes(4, "little")
    told[NAME] = kind.encode().ljust(16, b"\0")
    assert by(Facts(MAC, MAC, in_statfs(bytes(told)))) == named


@pytest.mark.parametrize(
    ("folder", "share"),
    [
        (r"\\server\boards\2017", True),
        (r"\\?\UNC\server\boards\2017", True),
        (r"\\wsl.localhost\Debian\home\jo", True),
        (r"\\?\C:\boards", False),
        (r"C:\boards", False),
        ("boards", False),
    ],
)
def test_a_share_is_known_by_its_path_on_windows(folder: str, share: bool) -> None:
    assert by(Facts(PureWindowsPath(folder), WINDOWS)) == ("a network share" if share else "")


def test_a_network_drive_of_windows_is_known_by_what_windows_says() -> None:
    assert by(Facts(PureWindowsPath(r"Z:\boards"), WINDOWS, Mounted(remote=True))) == "a network share"


def test_a_share_matters_more_than_who_copies_it() -> None:
    found = judged(Facts(LINUX / "Dropbox", LINUX, Mounted("nfs4", "/home")))
    assert found == Whereabouts("a network share (nfs4)", share=True)


# -- the sentence ----------------------------------------------------------------------------------------------------


def test_the_sentence_names_who_copies_what_can_happen_and_what_to_do() -> None:
    assert Whereabouts("Dropbox").sentence == (
        "This register lies in a folder that Dropbox copies: it may be replaced while it is open, and two laptops may "
        "each keep a version. Close loti before you change laptops; each change is checked first."
    )


def test_the_sentence_on_a_share_says_what_can_happen_and_what_to_do() -> None:
    assert Whereabouts("a network share (nfs)", share=True).sentence == (
        "This register lies on a network share (nfs): where locks do not work, two programs that write at once can "
        "damage it. Let one write at a time; it is safest on this computer's own disk."
    )


# -- on this computer ------------------------------------------------------------------------------------------------


@pytest.fixture
def plain_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a disk of this computer, on whatever the tests lie."""
    monkeypatch.setattr("db.whereabouts.mounted", lambda folder: Mounted("ext4", "/"))


@pytest.mark.usefixtures("plain_disk")
def test_a_register_in_a_plain_folder_has_nothing_against_it(tmp_path: Path) -> None:
    assert whereabouts(tmp_path / "board.loti") is None


@pytest.mark.usefixtures("plain_disk")
@pytest.mark.parametrize(("marker", "is_folder"), [(".stfolder", True), (".sync_0123456789ab.db", False)])
def test_what_was_left_in_real_folders_is_found(tmp_path: Path, marker: str, is_folder: bool) -> None:
    (tmp_path / "work" / "a").mkdir(parents=True)
    left = tmp_path / "work" / marker
    left.mkdir() if is_folder else left.touch()
    assert whereabouts(tmp_path / "work" / "a" / "board.loti") is not None
    assert whereabouts(tmp_path / "board.loti") is None


@pytest.mark.usefixtures("plain_disk")
@pytest.mark.skipif(sys.platform == "win32", reason="making a link needs a right on Windows")
def test_a_link_lies_where_it_leads_to(tmp_path: Path) -> None:
    for name in ("Dropbox", "plain"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "board.loti").touch()
    into, out = tmp_path / "plain" / "into.loti", tmp_path / "Dropbox" / "out.loti"
    into.symlink_to(tmp_path / "Dropbox" / "board.loti")
    out.symlink_to(tmp_path / "plain" / "board.loti")
    assert whereabouts(into) == Whereabouts("Dropbox")
    assert whereabouts(out) is None


@pytest.mark.usefixtures("plain_disk")
@pytest.mark.parametrize(
    "settings",
    [{"personal": {"path": "{}"}}, {"business": {"path": "{}", "is_team": True}}, [], {"personal": 3}, "not JSON"],
)
def test_the_settings_of_dropbox_are_read_and_forgiven(own_home: Path, tmp_path: Path, settings: object) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (own_home / ".dropbox").mkdir()
    told = json.dumps(settings).replace("{}", folder.as_posix()) if settings != "not JSON" else "{{"
    (own_home / ".dropbox" / "info.json").write_text(told, encoding="utf-8")
    named = isinstance(settings, Mapping) and isinstance(next(iter(settings.values())), Mapping)
    assert whereabouts(folder / "board.loti") == (Whereabouts("Dropbox") if named else None)


@pytest.mark.usefixtures("plain_disk")
def test_the_variable_of_onedrive_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.setenv("OneDriveConsumer", str(tmp_path / "work"))
    assert whereabouts(tmp_path / "work" / "board.loti") == Whereabouts("OneDrive")


@pytest.mark.usefixtures("plain_disk")
def test_settings_of_a_program_are_found_in_the_home(own_home: Path) -> None:
    (own_home / "Box").mkdir()
    assert whereabouts(own_home / "Box" / "board.loti") is None
    (own_home / "AppData/Local/Box/Box").mkdir(parents=True)
    assert whereabouts(own_home / "Box" / "board.loti") == Whereabouts("Box")


def test_no_folder_is_listed_over_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.whereabouts.mounted", lambda folder: Mounted("cifs", "/mnt"))
    monkeypatch.setattr("db.whereabouts.hidden_in", lambda folder: pytest.fail("listed"))
    assert whereabouts(tmp_path / "board.loti") == Whereabouts("a network share (cifs)", share=True)


@pytest.mark.parametrize("name", ["gone/and/gone/board.loti", "a\0b.loti", "x" * 5000])
def test_a_path_where_nothing_is_raises_no_fault(tmp_path: Path, name: str) -> None:
    whereabouts(tmp_path / name)


@pytest.mark.skipif(sys.platform != "linux", reason="the table of mounts is Linux's")
def test_this_computer_says_on_what_a_folder_lies(tmp_path: Path) -> None:
    found = mounted(tmp_path)
    assert found.kind
    assert tmp_path.is_relative_to(found.point)
    assert facts_of(tmp_path / "board.loti").mounted == found
