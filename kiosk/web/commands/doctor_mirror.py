"""Doctor's finding about the copy for colleagues at home: whether its folder can be used."""

import os
from datetime import datetime, timedelta

from kiosk.config import Settings
from kiosk.errors import KioskError
from kiosk.live.mirror.folder import refuse_mirror_folder, written_at
from kiosk.okr.office_settings import OfficeSettings
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.commands.finding import Finding
from kiosk.web.server.mirror_writer import mirror_path

NAME = "mirror"
OLD_AFTER = timedelta(days=2)


def examine_mirror(
    settings: Settings, office: OfficeSettings, now: datetime, localizer: Localizer
) -> Finding:
    """Whether the folder is there, of its own, private and writable."""
    folder = mirror_path(settings)
    facts: dict[str, object] = {"folder": folder}
    if not office.mirror:
        return Finding(NAME, True, localizer.gettext("off; the settings page switches it on"))
    try:
        refuse_mirror_folder(folder, settings.data)
    except KioskError as error:
        return Finding(NAME, False, localizer.error(error))
    except OSError as error:
        return Finding(NAME, False, f"{folder}: {error.strerror or error}")
    place = folder if folder.exists() else folder.parent
    if not os.access(place, os.W_OK | os.X_OK):
        says = localizer.gettext("this user is not allowed to write in %(folder)s")
        return Finding(NAME, False, says % {"folder": place})
    moment = written_at(folder)
    if moment is None:
        says = localizer.gettext("%(folder)s is not written yet; the server does that")
        return Finding(NAME, True, says % facts)
    facts["moment"] = localizer.day_and_time(moment)
    if now - moment > OLD_AFTER:
        says = localizer.gettext(
            "%(folder)s was last written on %(moment)s. The settings page says why"
        )
        return Finding(NAME, False, says % facts)
    return Finding(NAME, True, localizer.gettext("%(folder)s, written on %(moment)s") % facts)
