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
