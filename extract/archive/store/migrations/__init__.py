"""The history of the tables, one revision a file in ``versions/``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..tables import METADATA, VERSION_TABLE

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

__all__ = ["config", "revisions", "upgrade"]


def config() -> Config:
    """Return Alembic's configuration; there is no ``alembic.ini``."""
    from alembic.config import Config

    result = Config()
    result.set_main_option("script_location", __name__.replace(".migrations", ":migrations"))
    return result


def revisions() -> list[str]:
    """Return the revisions that this program knows, newest first."""
    from alembic.script import ScriptDirectory

    return [script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()]


def upgrade(connection: Connection) -> None:
    """Bring the database to the newest revision, within the transaction of ``connection``."""
    from alembic import command

    settings = config()
    settings.attributes["context"] = {
        "connection": connection,
        "target_metadata": METADATA,
        "version_table": VERSION_TABLE,
        "transactional_ddl": True,
    }
    command.upgrade(settings, "head")
