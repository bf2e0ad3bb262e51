"""Labels of tables and columns, and headings of changes."""

from kiosk.okr.office_settings import SETTING_FIELDS
from kiosk.store.queries.audit_log import CHECK_IN
from kiosk.views.common.holidays import place_name
from kiosk.views.i18n.catalogues import own_name
from kiosk.views.i18n.localizer import Localizer

_Labels = list[tuple[tuple[str, ...], dict[str, str]]]

_PARENT_TABLES = {
    "definitions": "key_results",
    "milestones": "key_results",
    "serves": "objectives",
    "objective_moves": "objectives",
    "key_result_moves": "key_results",
    "user_teams": "users",
}
"""Tables whose rows are reported under a parent table."""


def parent_table(thing: str) -> str:
    """The table under which a table's rows are reported."""
    return _PARENT_TABLES.get(thing, thing)


def column_labels(localizer: Localizer) -> dict[str, str]:
    """Labels by table and by "table.column"."""
    labels = {
        f"{thing}.{column}": label
        for things, columns in (*_okr_columns(localizer), *_other_columns(localizer))
        for thing in things
        for column, label in columns.items()
    }
    return labels | _things(localizer)


def _things(localizer: Localizer) -> dict[str, str]:
    _ = localizer.gettext
    key_result = _("Key result")
    return {
        CHECK_IN: _("Check-in"),
        "office": _("Office"),
        "teams": _("Team"),
        "cycles": _("Cycle"),
        "objectives": _("Objective"),
        "serves": _("Objective"),
        "objective_moves": _("Objective"),
        "key_result_moves": key_result,
        "key_results": key_result,
        "definitions": key_result,
        "milestones": key_result,
        "grades": _("Grade"),
        "meetings": _("Meeting"),
        "customs": _("Setting"),
        "logo": _("Logo"),
        "pictures": _("Picture"),
        "screens": _("Screen"),
        "users": _("Person"),
        "user_teams": _("Person"),
        "imports": _("Import"),
    }


def _okr_columns(localizer: Localizer) -> _Labels:
    _ = localizer.gettext
    return [
        (("objectives", "definitions", "meetings"), {"title": _("Wording")}),
        (("milestones",), {"title": _("Step"), "archived_at": _("Step")}),
        (("objectives", "meetings"), {"cycle": _("Cycle")}),
        (("objectives", "users", "user_teams", "meetings"), {"team": _("Team")}),
        (("objectives", "key_results"), _texts(localizer)),
        (("serves",), {"serves": _("Serves"), "because": _("Because")}),
        (("key_results", "milestones"), {"weight": _("Weight")}),
        (
            ("key_results",),
            {
                "owner": _("Owner"),
                "freshness_days": _("Out of date after (working days)"),
                "confidential": _("Confidential"),
                "ambition": _("Ambition"),
                "objective": _("Objective"),
            },
        ),
        (
            ("definitions",),
            {
                "kind": _("Kind"),
                "unit": _("Unit"),
                "factor": _("Earlier values multiplied by"),
                "start": _("Start"),
                "target": _("Target"),
                "low": _("Lower limit"),
                "high": _("Upper limit"),
                "due": _("Due date"),
            },
        ),
        (
            ("objectives", "definitions", "grades", "objective_moves", "key_result_moves"),
            {"reason": _("Why")},
        ),
        (("grades",), {"grade": _("Graded"), "learned": _("What we learned")}),
    ]


def _texts(localizer: Localizer) -> dict[str, str]:
    _ = localizer.gettext
    return {"short_title": _("Short title for the wall"), "description": _("Description")}


def _other_columns(localizer: Localizer) -> _Labels:
    _ = localizer.gettext
    return [
        (("teams", "office", "cycles", "users"), {"name": _("Name")}),
        (("teams",), {"color": _("Colour"), "is_company": _("The company itself")}),
        (("office",), {"is_sample": _("A sample")}),
        (
            ("cycles",),
            {
                "theme": _("Theme"),
                "starts_on": _("First day"),
                "ends_on": _("Last day"),
                "state": _("State"),
                "revealed_at": _("Grades revealed on"),
                "closed_at": _("Closed on"),
            },
        ),
        (("meetings",), _meeting(localizer)),
        (("pictures",), _picture(localizer)),
        (("screens",), _screen(localizer)),
        (("customs",), {"value": _("Value")}),
        (("users",), {"is_admin": _("Admin")}),
        (("imports",), {"sources": _("Files")}),
    ]


def _meeting(localizer: Localizer) -> dict[str, str]:
    _ = localizer.gettext
    return {
        "kind": _("Kind"),
        "starts_at": _("Begins"),
        "minutes": _("Minutes"),
        "place": _("Place"),
        "link": _("Link"),
        "anyone": _("Open to everyone"),
        "cancelled_at": _("Cancelled"),
    }


def _picture(localizer: Localizer) -> dict[str, str]:
    _ = localizer.gettext
    return {
        "text": _("Text"),
        "alt": _("What the picture shows"),
        "shown_until": _("Shown until"),
        "screens": _("Screens"),
        "removed_at": _("Removed on"),
    }


def _screen(localizer: Localizer) -> dict[str, str]:
    _ = localizer.gettext
    return {
        "label": _("Name"),
        "place": _("Place"),
        "diagonal": _("Diagonal"),
        "distance": _("Distance"),
        "turned": _("Rotate the picture"),
        "in_group": _("Group"),
        "theme": localizer.pgettext("light or dark", "Theme"),
        "light_from": _("Light from"),
        "light_to": _("Light until"),
        "dim_from": _("Off from"),
        "dim_to": _("Off until"),
        "dwell": _("Seconds per page"),
        "low_power": _("Slow device: no animations"),
        "margin_top": _("Margin above"),
        "margin_right": _("Margin on the right"),
        "margin_bottom": _("Margin below"),
        "margin_left": _("Margin on the left"),
        "teams": _("Teams"),
        "pages": _("Pages"),
        "timezone": _("Time zone"),
        "language": _("Language"),
    }


def setting_name(localizer: Localizer, name: str) -> str:
    """The label of a setting."""
    for field in SETTING_FIELDS:
        if field.name == name:
            return localizer.gettext(field.label)
    return name


def setting_value(localizer: Localizer, name: str, text: str) -> str:
    """A setting's value as the settings page shows it."""
    if name == "language":
        return own_name(text)
    if name == "public_holidays" and text:
        return place_name(localizer, text)
    for field in SETTING_FIELDS:
        if field.name == name and field.choices:
            named = {value: localizer.gettext(label) for value, label in field.choices}
            return ", ".join(named.get(part, part) for part in text.split())
    labels = {"on": localizer.gettext("switched on"), "off": localizer.gettext("switched off")}
    return labels.get(text, text) or localizer.gettext("none")


def change_heading(localizer: Localizer, thing: str, event: str, title: str) -> str:
    """A change as a sentence."""
    pattern = (_okr_headings(localizer) | _other_headings(localizer)).get(thing, {}).get(event)
    if pattern is None:
        pattern = localizer.gettext("“%(title)s” was changed")
    return pattern % {"title": title}


def _okr_headings(localizer: Localizer) -> dict[str, dict[str, str]]:
    _ = localizer.gettext
    return {
        "objectives": {
            "added": _("The objective “%(title)s” was added"),
            "changed": _("The objective “%(title)s” was changed"),
            "archived": _("The objective “%(title)s” was archived"),
            "restored": _("The objective “%(title)s” was restored"),
            "relocated": _("The objective “%(title)s” was moved"),
            "moved": _("The objective “%(title)s” was reordered"),
            "removed": _("The objective “%(title)s” was deleted"),
        },
        "key_results": {
            "added": _("The key result “%(title)s” was added"),
            "changed": _("The key result “%(title)s” was changed"),
            "archived": _("The key result “%(title)s” was archived"),
            "restored": _("The key result “%(title)s” was restored"),
            "relocated": _("The key result “%(title)s” was moved to another objective"),
            "moved": _("The key result “%(title)s” was moved"),
            "removed": _("The key result “%(title)s” was deleted"),
        },
        CHECK_IN: {
            "added": _("Check-in for “%(title)s”"),
            "unchanged": _("“%(title)s”: nothing changed"),
            "removed": _("A check-in for “%(title)s” was undone"),
            "redone": _("A check-in for “%(title)s” was redone"),
            "corrected": _("A check-in for “%(title)s” was corrected"),
        },
    }


def _other_headings(localizer: Localizer) -> dict[str, dict[str, str]]:
    _ = localizer.gettext
    return {
        "teams": {
            "added": _("The team “%(title)s” was added"),
            "changed": _("The team “%(title)s” was changed"),
            "archived": _("The team “%(title)s” was archived"),
            "restored": _("The team “%(title)s” was restored"),
            "removed": _("The team “%(title)s” was deleted"),
        },
        "cycles": {
            "added": _("The cycle “%(title)s” was added"),
            "changed": _("The cycle “%(title)s” was changed"),
            "archived": _("The cycle “%(title)s” was archived"),
            "restored": _("The cycle “%(title)s” was restored"),
            "removed": _("The cycle “%(title)s” was deleted"),
        },
        "grades": {
            "added": _("“%(title)s” was graded"),
            "changed": _("The grade of “%(title)s” was changed"),
            "removed": _("The grade of “%(title)s” was removed"),
        },
        "meetings": {
            "added": _("The meeting “%(title)s” was added"),
            "changed": _("The meeting “%(title)s” was changed"),
            "removed": _("The meeting “%(title)s” was removed"),
        },
        **_settings_headings(localizer),
        **_screen_headings(localizer),
        "users": {
            "added": _("%(title)s can log in"),
            "changed": _("The rights of %(title)s were changed"),
            "removed": _("%(title)s can no longer log in"),
        },
    }


def _screen_headings(localizer: Localizer) -> dict[str, dict[str, str]]:
    _ = localizer.gettext
    return {
        "pictures": {
            "added": _("The picture “%(title)s” was added"),
            "changed": _("The picture “%(title)s” was changed"),
            "removed": _("The picture “%(title)s” was deleted"),
        },
        "screens": {
            "added": _("The screen “%(title)s” was set up"),
            "changed": _("The screen “%(title)s” was changed"),
            "removed": _("The screen “%(title)s” was deleted"),
        },
    }


def _settings_headings(localizer: Localizer) -> dict[str, dict[str, str]]:
    _ = localizer.gettext
    return {
        "customs": dict.fromkeys(
            ("added", "changed", "removed"), _("The setting “%(title)s” was changed")
        ),
        # A new one is set in place of the one before, so it never changes.
        "logo": {
            "added": _("The company’s logo was set"),
            "removed": _("The company’s logo was removed"),
        },
    }
