"""Where a data file lies: other machines' disks and synced folders are recognised, and opened without WAL."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.errors import UserError
from crmdesk.services import customers
from crmdesk.services.desk import open_desk
from crmdesk.store import places
from crmdesk.store.opening import open_file
from crmdesk.store.places import NETWORK, SYNCED, Risk, drive, mounted, risk_of, synced, volume
from tests.desk import make_desk

MOUNTS = """\
/dev/nvme0n1p2 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
tmpfs /tmp tmpfs rw 0 0
//文件服务器/客户 /mnt/客户 cifs rw,vers=3.1.1 0 0
nas:/export/crm /srv/crm nfs4 rw 0 0
/dev/sda1 /srv/crm/local ext4 rw 0 0
chen@nas: /home/chen/nas fuse.sshfs rw 0 0
https://dav.jianguoyun.com/dav /home/chen/with\\040space davfs rw 0 0
host /mnt/host 9p rw 0 0
/dev/sdb1 /mnt/twice ext4 rw 0 0
//nas/twice /mnt/twice smb3 rw 0 0
C: /mnt/c drvfs rw 0 0
encfs /home/chen/private fuse.encfs rw 0 0
short line
"""


@pytest.mark.parametrize(
    ("path", "share"),
    [
        ("/mnt/客户/华东.crmdesk", "//文件服务器/客户"),
        ("/srv/crm/x.crmdesk", "nas:/export/crm"),
        ("/srv/crm", "nas:/export/crm"),
        ("/home/chen/nas/a/b/x.crmdesk", "chen@nas:"),
        ("/home/chen/with space/x.crmdesk", "https://dav.jianguoyun.com/dav"),
        ("/mnt/host/x.crmdesk", "host"),
        ("/mnt/twice/x.crmdesk", "//nas/twice"),
        ("/mnt/c/Users/x.crmdesk", "C:"),
        ("/srv/crm/local/x.crmdesk", None),
        ("/srv/crmx/x.crmdesk", None),
        ("/home/chen/x.crmdesk", None),
        ("/home/chen/private/x.crmdesk", None),
        ("/var/lib/x.crmdesk", None),
    ],
)
def test_file_systems_of_other_machines_on_linux(path: str, share: str | None) -> None:
    assert mounted(PurePosixPath(path), MOUNTS) == (Risk(NETWORK, share) if share else None)


@pytest.mark.parametrize(
    ("path", "kind", "share"),
    [
        (r"\\server\客户\华东.crmdesk", 1, r"\\server\客户"),
        ("//server/share/x.crmdesk", 1, r"\\server\share"),
        (r"\\?\UNC\server\share\a\x.crmdesk", 1, r"\\server\share"),
        (r"Z:\客户\x.crmdesk", 4, "Z:"),
        (r"\\?\Z:\x.crmdesk", 4, "Z:"),
        (r"C:\Users\x.crmdesk", 3, None),
        (r"\\?\C:\Users\x.crmdesk", 3, None),
        (r"\\.\C:\x.crmdesk", 3, None),
        (r"E:\x.crmdesk", 2, None),
    ],
)
def test_shares_and_mapped_drives_on_windows(path: str, kind: int, share: str | None) -> None:
    assert drive(path, kind) == (Risk(NETWORK, share) if share else None)


@pytest.mark.parametrize(("local", "found"), [(True, None), (False, Risk(NETWORK, "//chen@nas/客户"))])
def test_volumes_of_other_machines_on_macos(local: bool, found: Risk | None) -> None:
    statfs = bytearray(2168)
    statfs[64:68] = (0x1000 if local else 0).to_bytes(4, "little")
    statfs[72:77] = b"smbfs"
    source = "//chen@nas/客户".encode()
    statfs[1112 : 1112 + len(source)] = source
    assert volume(bytes(statfs)) == found


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (r"C:\Users\chen\OneDrive\客户.crmdesk", "OneDrive"),
        (r"C:\Users\chen\OneDrive - 禾砚精密\Documents\客户.crmdesk", "OneDrive"),
        ("/Users/chen/Library/CloudStorage/OneDrive-Personal/x.crmdesk", "OneDrive"),
        (r"C:\Users\chen\Dropbox\x.crmdesk", "Dropbox"),
        (r"C:\Users\chen\Dropbox (Personal)\x.crmdesk", "Dropbox"),
        ("/Users/chen/Library/CloudStorage/Dropbox-Team/x.crmdesk", "Dropbox"),
        ("/Users/chen/Library/Mobile Documents/com~apple~CloudDocs/x.crmdesk", "iCloud"),
        (r"C:\Users\chen\iCloudDrive\x.crmdesk", "iCloud"),
        ("/Users/chen/iCloud 云盘/x.crmdesk", "iCloud"),
        (r"G:\Google Drive\x.crmdesk", "Google Drive"),
        ("/Users/chen/Library/CloudStorage/GoogleDrive-chen@example.com/我的云端硬盘/x.crmdesk", "Google Drive"),
        (r"D:\我的坚果云\x.crmdesk", "坚果云"),
        (r"C:\Users\chen\Nutstore\1\x.crmdesk", "坚果云"),
        ("/home/chen/Nutstore Files/x.crmdesk", "坚果云"),
        (r"D:\BaiduSyncdisk\客户\x.crmdesk", "百度网盘"),
        (r"D:\百度网盘同步空间\x.crmdesk", "百度网盘"),
        (r"C:\Users\chen\WPSDrive\123456\WPS云盘\x.crmdesk", "WPS云盘"),
        (r"C:\Users\chen\WPS Cloud Files\x.crmdesk", "WPS云盘"),
        (r"D:\微云同步助手\x.crmdesk", "微云"),
        (r"D:\Weiyun\x.crmdesk", "微云"),
        (r"D:\阿里云盘\x.crmdesk", "阿里云盘"),
        (r"D:\aliyundrive\x.crmdesk", "阿里云盘"),
        (r"D:\腾讯文档\x.crmdesk", "腾讯文档"),
        (r"D:\天翼云盘同步盘\x.crmdesk", "天翼云盘"),
        (r"D:\移动云盘\x.crmdesk", "移动云盘"),
        (r"D:\夸克网盘\x.crmdesk", "夸克网盘"),
        (r"D:\115网盘\x.crmdesk", "115"),
        (r"D:\360安全云盘\x.crmdesk", "360"),
        ("/home/chen/Nextcloud2/x.crmdesk", "Nextcloud"),
        ("/home/chen/SynologyDrive/x.crmdesk", "Synology Drive"),
        ("/home/chen/Syncthing/x.crmdesk", "Syncthing"),
        (r"C:\Users\chen\OneDrive\Dropbox\x.crmdesk", "Dropbox"),
        (r"D:\BaiduNetdiskDownload\x.crmdesk", None),
        (r"D:\坚果\x.crmdesk", None),
        (r"D:\客户\OneDrive.crmdesk", None),
        (r"D:\onedriver\x.crmdesk", None),
        ("/home/chen/Dropboxes/x.crmdesk", None),
        ("/home/chen/115/x.crmdesk", None),
        ("/home/chen/Documents/客户档案.crmdesk", None),
    ],
)
def test_synced_folders_by_their_names(path: str, name: str | None) -> None:
    parts = (PureWindowsPath if "\\" in path else PurePosixPath)(path).parts
    assert synced(parts) == (Risk(SYNCED, name) if name else None)


@given(st.lists(st.text(max_size=30), max_size=6), st.text(), st.integers(0, 7), st.binary(max_size=3000))
def test_no_path_is_too_odd(parts: list[str], text: str, kind: int, raw: bytes) -> None:
    assert synced([*parts, "x"]) is None or synced([*parts, "x"]) == synced([*parts, "y"])
    for found in (drive(text, kind), volume(raw), mounted(PurePosixPath(f"/{text}"), f"a / {text}\n{text}")):
        assert found is None or found.kind == NETWORK


def test_a_symbolic_link_does_not_hide_the_place(tmp_path: Path) -> None:
    (tmp_path / "Nutstore").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "Nutstore")
    assert risk_of(tmp_path / "data" / "x.crmdesk") == Risk(SYNCED, "坚果云")
    assert risk_of(tmp_path / "x.crmdesk") is None


def test_an_unknown_system_counts_as_safe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "Path", _Unreadable)
    assert places._network(str(tmp_path)) is None


class _Unreadable:
    def __init__(self, path: str) -> None:
        self.path = path

    def read_text(self, **_how: str) -> str:
        raise OSError(self.path)


def test_a_file_in_a_synced_folder_has_no_wal(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    desk = make_desk(folder)
    assert desk.data.database.pragma("journal_mode") == "truncate"
    assert desk.risk == Risk(SYNCED, "OneDrive")
    customers.add(desk, {"name": "甲"})
    assert not list(folder.glob("*-wal"))
    desk.close()


def test_what_a_wal_holds_is_folded_back(tmp_path: Path) -> None:
    """The program was killed with a WAL beside the file, and the folder was moved to a synced place since."""
    folder = tmp_path / "here"
    folder.mkdir()
    desk = make_desk(folder)
    customers.add(desk, {"name": "留在日志里的甲"})
    copied = tmp_path / "Dropbox"
    copied.mkdir()
    for path in folder.iterdir():  # as a killed program leaves them
        (copied / path.name).write_bytes(path.read_bytes())
    assert (copied / f"{desk.path.name}-wal").stat().st_size > 0
    desk.close()
    again = open_desk(copied / desk.path.name, create=False)
    assert [customers.file(again, 1).name] == ["留在日志里的甲"]
    assert not (copied / f"{desk.path.name}-wal").exists()
    assert again.data.quick_check() is None
    again.close()


def test_back_on_a_disk_it_has_a_wal_again(tmp_path: Path) -> None:
    folder = tmp_path / "微云"
    folder.mkdir()
    desk = make_desk(folder)
    desk.close()
    moved = desk.path.rename(tmp_path / desk.path.name)
    data = open_file(moved)
    assert data.database.pragma("journal_mode") == "wal"
    data.close()


def test_two_openers_without_wal_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "阿里云盘"
    folder.mkdir()
    one = make_desk(folder)
    two = open_desk(one.path)
    for i in range(10):
        customers.add((one, two)[i % 2], {"name": f"甲{i}"})
    assert one.data.database.execute_sql("SELECT count(*) FROM customer").fetchone() == (10,)
    with two.data.write(), pytest.raises(UserError, match="file-busy"), one.data.write(beside=True):
        pass
    two.close()
    one.close()


@pytest.mark.parametrize(("folder", "lines"), [("OneDrive", 1), ("here", 0)])
def test_a_command_says_once_where_the_file_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str, lines: int
) -> None:
    from crmdesk.cli.run import main

    (tmp_path / folder).mkdir()
    assert main(["--data", str(tmp_path / folder / "x.crmdesk"), "--lang", "en", "customers", "--json"]) == 0
    out, error = capsys.readouterr()
    assert out.strip() == "[]"
    assert error.count("\n") == lines
    assert error.count("OneDrive") == lines
