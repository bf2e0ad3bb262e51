"""The blueprints of everything but the screens: phones, the admin page and the API."""

from flask import Blueprint

from kiosk.web import admin, api, check_in
from kiosk.web.phone import alignment, cycles, meetings, pages, replay, survey
from kiosk.web.wall import presentation

blueprints: tuple[Blueprint, ...] = (
    pages.blueprint,
    meetings.blueprint,
    presentation.blueprint,
    replay.blueprint,
    survey.blueprint,
    alignment.blueprint,
    cycles.blueprint,
    api.blueprint,
    *admin.blueprints,
    *check_in.blueprints,
)

_GUESSES_WAIT = (
    "join.show",
    "password_links.edit",
    "recovery.index",
    "recovery.show_code",
    "setup.new_code",
    "setup.show_code",
)
_DRAWN = (
    "replay.replay",
    "screens.index",
    "settings.preview",
    "settings.show",
    "settings.show_effects",
)
_SET = ("poster.download", "poster.sheet", "poster.show")
_FILES = ("backups.download", "backups.ask_to_restore", "okr_export.download")
_COMPARED = ("okr_import.new",)
READ_BY_THEMSELVES = frozenset({*_GUESSES_WAIT, *_DRAWN, *_SET, *_FILES, *_COMPARED})
"""The endpoints whose GET is not read in one transaction by kiosk.web.core.one_read: guesses at a
code wait longer and longer, and drawing a wall or a film, setting a poster, reading or writing a
file, or comparing one with the office, takes a while. No transaction is open meanwhile, for it
holds up every save and all other readers."""
