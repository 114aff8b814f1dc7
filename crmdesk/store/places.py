"""Where a data file lies: on a disk of this machine, on another machine's, or in a folder that a program copies away.

SQLite's WAL needs memory that all openers share, which other machines do not; and a program that synchronises a folder
copies the file and its journal at different moments. There the file is kept without WAL, and the person is told.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from msgspec import Struct

from crmdesk.core import patterns

NETWORK, SYNCED = "network", "synced"


class Risk(Struct, frozen=True):
    """Why a place is no safe one for a data file: `kind` is `NETWORK` or `SYNCED`, `name` the share or the program."""

    kind: str
    name: str


_NETWORKS = frozenset(
    "9p afpfs afs beegfs ceph cifs coda davfs drvfs fuse.ceph fuse.cifs fuse.curlftpfs fuse.davfs fuse.davfs2 "
    "fuse.glusterfs fuse.gvfsd-fuse fuse.rclone fuse.s3fs fuse.smbnetfs fuse.sshfs fuse.vmhgfs-fuse fuse.webdavfs "
    "glusterfs gpfs lustre ncpfs nfs nfs3 nfs4 ocfs2 orangefs prl_fs pvfs2 smb2 smb3 smbfs vboxsf virtiofs vmhgfs "
    "webdav webdavfs".split()
)
"""File systems of other machines, and of a virtual machine's host: no memory is shared with who else opens the file."""

_SYNCED: tuple[tuple[str, str], ...] = (
    ("OneDrive", r"onedrive( ?- ?.+)?|skydrive"),
    ("Dropbox", r"dropbox( \(.+\)|-.+)?"),
    ("iCloud", r"icloud ?drive.*|icloud ?云盘|mobile documents|com~apple~clouddocs"),
    ("Google Drive", r"google ?drive(-.+| \(.+\))?|google (云端硬盘|雲端硬碟)|drivefs"),
    ("坚果云", r"(我的)?坚果云.*|nutstore( files|-.+)?|my nutstore"),
    ("百度网盘", r"baidusyncdisk.*|百度网盘(同步空间)?|百度云同步盘|baidunetdiskworkspace|baiduyun(guanjia)?"),
    ("WPS云盘", r"wps ?(云盘|云文档|网盘)|wps ?drive(-.+)?|wps cloud ?(files|documents)?|wpscloudsvr"),
    ("微云", r"(腾讯)?微云(同步(助手|盘|空间)?)?|weiyun( ?(disk|sync))?"),
    ("阿里云盘", r"阿里云盘(同步空间)?|aliyun ?drive|alipan|adrive"),
    ("腾讯文档", r"腾讯文档|tencent ?docs"),
    ("天翼云盘", r"天翼云盘(同步盘)?|ecloud"),
    ("移动云盘", r"(中国)?移动云盘|和彩云(网盘)?|mcloud"),
    ("夸克网盘", r"夸克网盘|quark ?cloud ?drive"),
    ("115", r"115(生活)?(网盘|同步盘)"),
    ("360", r"360(安全)?云盘"),
    ("钉钉", r"钉钉(云盘|文档)|dingtalk ?drive"),
    ("飞书", r"飞书(云盘|云文档)|lark ?drive|feishu ?drive"),
    ("企业微信", r"企业微信微盘|微盘|wedrive"),
    ("Box", r"box sync|box-box"),
    ("MEGA", r"mega ?sync(-.+)?"),
    ("pCloud", r"pcloud ?(drive|sync)?"),
    ("Nextcloud", r"nextcloud\d*|owncloud"),
    ("Seafile", r"seafile|seadrive"),
    ("Synology Drive", r"synology ?drive(-.+)?|cloudstation"),
    ("Syncthing", r"syncthing"),
    ("Resilio Sync", r"resilio sync|btsync"),
    ("Yandex.Disk", r"yandex[. ]?disk"),
)
"""What programs call the folders they keep equal with others: the name told, and the pattern of a part of the path."""

_PATTERNS = tuple((name, patterns.late(pattern, re.IGNORECASE)) for name, pattern in _SYNCED)
_REMOTE = 4
"""Windows' GetDriveTypeW: a network drive."""
_LOCAL = 0x1000
"""MNT_LOCAL of macOS."""
_FLAGS, _TYPE, _FROM = slice(64, 68), slice(72, 88), slice(1112, 2136)
"""Where macOS's `struct statfs` (64-bit inodes) keeps flags, name of the file system and what is mounted."""


def risk_of(path: Path) -> Risk | None:
    """Whether a data file lies where WAL must not be used. Never raises: what cannot be found out counts as safe."""
    real = os.path.realpath(path)
    return _network(real) or synced(path.parts) or synced(Path(real).parts)


def synced(parts: Iterable[str]) -> Risk | None:
    """The program whose folder one of these parts of a path is, by its name."""
    folders = list(parts)[:-1]
    for part in reversed(folders):
        for name, pattern in _PATTERNS:
            if pattern.fullmatch(part.strip()):
                return Risk(SYNCED, name)
    return None


def mounted(path: PurePosixPath, mounts: str) -> Risk | None:
    """Linux: whether a path lies on another machine's file system, by the lines of /proc/self/mounts."""
    found, kind, source = -1, "", ""
    for line in mounts.splitlines():
        fields = [_unescaped(field) for field in line.split(" ")]
        if len(fields) < 3 or not path.is_relative_to(fields[1]):
            continue
        depth = len(PurePosixPath(fields[1]).parts)
        if depth >= found:  # of several on one place the last one is on top
            found, source, kind = depth, fields[0], fields[2]
    return Risk(NETWORK, source) if kind.lower() in _NETWORKS else None


def drive(path: str, kind_of_drive: int) -> Risk | None:
    """Windows: a share by its name (`\\\\server\\share`), or a drive letter that stands for one."""
    plain = path.replace("/", "\\")
    long = plain.upper().startswith("\\\\?\\UNC\\")
    if long or (plain.startswith("\\\\") and plain[2:4] not in ("?\\", ".\\")):
        named = plain[8:] if long else plain[2:]
        return Risk(NETWORK, "\\\\" + "\\".join(named.split("\\")[:2]))
    return Risk(NETWORK, plain.removeprefix("\\\\?\\")[:2]) if kind_of_drive == _REMOTE else None


def volume(statfs: bytes) -> Risk | None:
    """macOS: whether a volume is another machine's, by what `statfs` filled in."""
    if int.from_bytes(statfs[_FLAGS], "little") & _LOCAL:
        return None
    kind, source = (statfs[part].split(b"\0")[0].decode(errors="replace") for part in (_TYPE, _FROM))
    return Risk(NETWORK, source or kind)


def _unescaped(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field) if "\\" in field else field


def _network(path: str) -> Risk | None:
    try:
        if sys.platform == "win32":
            return drive(path, _kind_of_drive(path))
        if sys.platform == "darwin":
            return volume(_statfs(path))
        return mounted(PurePosixPath(path), Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace"))
    except (OSError, AttributeError, ValueError):
        return None


def _kind_of_drive(path: str) -> int:
    import ctypes

    windows = getattr(ctypes, "windll")  # noqa: B009 - not there elsewhere
    return int(windows.kernel32.GetDriveTypeW(os.path.splitdrive(path)[0] + "\\"))


def _statfs(path: str) -> bytes:
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    call = getattr(system, "statfs$INODE64", None) or system.statfs
    there = Path(path) if Path(path).exists() else Path(path).parent
    filled = ctypes.create_string_buffer(4096)
    if call(os.fsencode(there), filled) != 0:
        raise OSError(ctypes.get_errno(), "statfs")
    return filled.raw
