"""Where things lie on this machine."""

from __future__ import annotations

from pathlib import Path

from crmdesk.store.places import NETWORK, SYNCED, Risk

__all__ = ["NETWORK", "SYNCED", "Risk", "data_folder", "default_data_file"]


def data_folder() -> Path:
    """The user's own data folder; made when it is not there yet."""
    import platformdirs

    folder = Path(platformdirs.user_data_dir("crmdesk", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def default_data_file() -> Path:
    """The data file that is used when none is named."""
    return data_folder() / "客户档案.crmdesk"
