"""Where a register lies: on a network share, in a folder that a program copies to other computers, or simply here.

`judged` is the rule, over facts that are handed to it, so that it is one and the same on every system; `facts_of`
collects them. Standard library only: it is asked while the first rows are read.

A doubtful sign is no sign. A folder's name counts where it is a product's own ("OneDrive - Contoso"); a name that may
be anybody's ("Box") counts only beside the settings of the program that makes such folders.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path, PurePath, PureWindowsPath

from db.mounted import Mounted, mounted

SHARES = frozenset({
    "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "afs", "auristorfs", "coda", "ncpfs",
    "ceph", "fuse.ceph", "glusterfs", "fuse.glusterfs", "lustre", "gfs2", "ocfs2",
    "fuse.sshfs", "fuse.davfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.kio-fuse", "fuse.rclone", "fuse.s3fs",
})  # fmt: skip
"""File systems that another computer keeps.

By the kernel's Documentation/filesystems, the `ME_REMOTE` of gnulib's mountlist, mount(8) of macOS, and the names that
FUSE programs give themselves (fuse.NAME); FUSE's own manual asks for that form.
"""

LENT = frozenset({
    "9p", "virtiofs", "vboxsf", "vmhgfs", "fuse.vmhgfs-fuse", "prl_fs", "fuse.grpcfuse", "fuse.osxfs",
})  # fmt: skip
"""File systems that a virtual computer has from the one around it: locks do not hold between the two.

As `/` they are the virtual computer's own disk. By the kernel's Documentation/filesystems and the manuals of
VirtualBox, VMware, Parallels, Docker Desktop and WSL.
"""

MARKERS: Mapping[str, str] = {
    ".dropbox": "Dropbox",  # a file in each shared folder; the folder ~/.dropbox holds settings (Dropbox's help pages)
    ".dropbox.cache/": "Dropbox",
    ".tmp.drivedownload/": "Google Drive",  # where Google Drive for desktop puts what is under way
    ".tmp.driveupload/": "Google Drive",
    ".shortcut-targets-by-id/": "Google Drive",
    ".stfolder": "Syncthing",  # Syncthing's documentation, “folder marker”: a folder, once a file
    ".stfolder/": "Syncthing",
    ".sync_*.db": "Nextcloud or ownCloud",  # their journal: the issues of nextcloud/desktop and owncloud/client
    "._sync_*.db": "Nextcloud or ownCloud",
    ".csync_journal.db": "Nextcloud or ownCloud",
    ".owncloudsync.log": "Nextcloud or ownCloud",  # nextcloud/desktop issue 2807
    ".nextcloudsync.log": "Nextcloud or ownCloud",
    ".megaignore": "MEGA",  # what MEGA leaves out, in each synced folder: the issues of meganz/MEGAsync
}
"""What a program leaves in the topmost folder that it copies; a name ending in "/" is a folder's."""

NAMES: Mapping[str, str] = {
    "onedrive": "OneDrive",
    "onedrive - *": "OneDrive",  # Microsoft's documentation of OneDrive: the organisation's name follows
    "dropbox": "Dropbox",
    "dropbox (*)": "Dropbox",  # Dropbox's help pages, on personal and work accounts side by side
    "google drive": "Google Drive",
    "iclouddrive": "iCloud Drive",  # iCloud for Windows
    "box sync": "Box",
    "pclouddrive": "pCloud",
    "pcloud drive": "pCloud",
}
"""Folders that bear a product's name, in small letters, wherever they are."""

TOPMOST: Mapping[str, str] = {"my drive": "Google Drive", "shared drives": "Google Drive"}
"""The same, where they are in a person's home or topmost on a drive: Google Drive for desktop puts them there."""

AMBIGUOUS: Mapping[str, str] = {"box": "Box", "mega": "MEGA"}
"""Names in a person's home that could be anybody's: counted where the program has settings here."""

SETTINGS: Mapping[str, tuple[str, ...]] = {
    # Box support, “Technical Information for Box Drive Administrators”
    "Box": ("AppData/Local/Box/Box", "Library/Application Support/Box/Box"),
    "MEGA": (
        "AppData/Local/Mega Limited/MEGAsync",
        "Library/Application Support/Mega Limited/MEGAsync",
        ".local/share/data/Mega Limited/MEGAsync",
    ),
}
"""Where in a person's home these programs keep their settings."""

CLOUD_STORAGE: Mapping[str, str] = {
    "onedrive-sharedlibraries*": "SharePoint",
    "onedrive*": "OneDrive",
    "googledrive*": "Google Drive",
    "dropbox*": "Dropbox",
    "box*": "Box",
    "nextcloud*": "Nextcloud",
}
"""Folders in ~/Library/CloudStorage, where macOS has programs put what they copy (Apple's File Provider)."""

ONEDRIVE = ("OneDriveCommercial", "OneDriveConsumer", "OneDrive")
"""Variables in which OneDrive on Windows says where its folders are."""

DROPBOX_SETTINGS = ("AppData/Local/Dropbox/info.json", "AppData/Roaming/Dropbox/info.json", ".dropbox/info.json")
"""Where Dropbox says which folders are its own (Dropbox's help pages: “find your Dropbox folder programmatically”)."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a register lies, when that matters: on a `share`, or in a folder that something copies. `by` names it."""

    by: str
    share: bool = False

    @property
    def place(self) -> str:
        """The kind of place, in words."""
        return self.by if self.share else f"a folder that {self.by} copies"

    @property
    def risk(self) -> str:
        """What can happen there, and what to do."""
        if self.share:
            return (
                "where locks do not work, two programs that write at once can damage it. Let one write at a time; it "
                "is safest on this computer's own disk."
            )
        return (
            "it may be replaced while it is open, and two laptops may each keep a version. Close loti before you "
            "change laptops; each change is checked first."
        )

    @property
    def sentence(self) -> str:
        """All of it, as people are told."""
        return f"This register lies {'on' if self.share else 'in'} {self.place}: {self.risk}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a folder: links are followed in every path."""

    folder: PurePath
    home: PurePath
    mounted: Mounted = field(default_factory=Mounted)
    environment: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[PurePath, frozenset[str]] = field(default_factory=dict)
    """The hidden names in the folder and in those above it; a name ending in "/" is a folder's."""
    dropbox: tuple[PurePath, ...] = ()
    """The folders that Dropbox calls its own."""
    programs: frozenset[str] = frozenset()
    """Which of the programs in `SETTINGS` have settings here."""


# -- the rules -------------------------------------------------------------------------------------------------------


def judged(facts: Facts) -> Whereabouts | None:
    """Where the folder of these facts lies; None where nothing speaks against it."""
    share = on_share(facts.folder, facts.mounted)
    if share:
        return Whereabouts(share, share=True)
    by = next(copied_by(facts), "")
    return Whereabouts(by) if by else None


def on_share(folder: PurePath, on: Mounted) -> str:
    """Which share a folder is on, in words; "" where it is on none."""
    if on.kind in LENT and on.point != "/":
        return f"a share from another system ({on.kind})"
    # WebDAV by davfs2 is plain "fuse", from an address
    if on.kind in SHARES or (on.kind.startswith("fuse") and "://" in on.source):
        return f"a network share ({on.kind})"
    return "a network share" if on.remote or named_by_server(folder) else ""


def named_by_server(folder: PurePath) -> bool:
    r"""Whether a path is of the form \\server\share (Microsoft's “File path formats”); \\?\C: is a drive."""
    if not isinstance(folder, PureWindowsPath) or not folder.drive.startswith("\\\\"):
        return False
    return folder.drive[2:4] not in ("?\\", ".\\") or folder.drive[4:8].casefold() == "unc\\"


def copied_by(facts: Facts) -> Iterator[str]:
    """Which programs copy the folder, the surest sign first."""
    folder = facts.folder
    for place in (type(folder)(facts.environment[name]) for name in ONEDRIVE if facts.environment.get(name)):
        if folder.is_relative_to(place):
            yield "OneDrive"
        # Libraries of SharePoint lie beside "OneDrive - Contoso", in "Contoso" (Microsoft's documentation of OneDrive).
        organisation = place.name.partition(" - ")[2]
        if organisation and folder.is_relative_to(place.with_name(organisation)):
            yield "SharePoint"
    if any(folder.is_relative_to(place) for place in facts.dropbox):
        yield "Dropbox"
    for names in facts.hidden.values():
        yield from (by for pattern, by in MARKERS.items() for name in names if fnmatchcase(name, pattern))
    yield from named_folders(facts)


def named_folders(facts: Facts) -> Iterator[str]:
    """Which programs a folder in the path is called after."""
    parts = facts.folder.parts
    for before, part in pairwise(parts):
        if (before, part) == ("Library", "Mobile Documents"):  # Apple's help pages on iCloud Drive
            yield "iCloud Drive"
        if before == "CloudStorage" and "Library" in parts:
            yield next((by for pattern, by in CLOUD_STORAGE.items() if fnmatchcase(part.casefold(), pattern)), part)
    for place in (facts.folder, *facts.folder.parents):
        name = place.name.casefold()
        yield from (by for pattern, by in NAMES.items() if fnmatchcase(name, pattern))
        if name in TOPMOST and place.parent in (facts.home, type(place)(place.anchor)):
            yield TOPMOST[name]
        if name in AMBIGUOUS and place.parent == facts.home and AMBIGUOUS[name] in facts.programs:
            yield AMBIGUOUS[name]


# -- the facts -------------------------------------------------------------------------------------------------------


def whereabouts(register: Path) -> Whereabouts | None:
    """Where the register at this path lies, if that matters; the file need not be there."""
    try:
        return judged(facts_of(register))
    except (OSError, ValueError):  # a path that no file can have
        return None


def facts_of(register: Path) -> Facts:
    """What this computer says of the folder of a register."""
    folder = Path(os.path.realpath(register)).parent
    home = Path(os.path.realpath(os.path.expanduser("~")))
    on = mounted(folder)
    if on_share(folder, on):  # enough is known; no folder is listed over a network
        return Facts(folder, home, on)
    environment = {name: os.path.realpath(os.environ[name]) for name in ONEDRIVE if os.environ.get(name)}
    hidden: dict[PurePath, frozenset[str]] = {place: hidden_in(place) for place in (folder, *folder.parents)}
    programs = frozenset(name for name, places in SETTINGS.items() if any(os.path.exists(home / one) for one in places))
    return Facts(folder, home, on, environment, hidden, tuple(dropbox_folders(home)), programs)


def hidden_in(folder: Path) -> frozenset[str]:
    """The names in a folder that begin with a dot."""
    try:
        with os.scandir(folder) as entries:
            return frozenset(one.name + "/" * one.is_dir() for one in entries if one.name.startswith("."))
    except OSError:
        return frozenset()


def dropbox_folders(home: Path) -> Iterator[Path]:
    """The folders that Dropbox names in its own settings, one an account."""
    for settings in DROPBOX_SETTINGS:
        with suppress(OSError, ValueError, AttributeError, TypeError):
            accounts = json.loads((home / settings).read_text(encoding="utf-8"))
            for account in accounts.values():
                yield Path(os.path.realpath(account["path"]))
