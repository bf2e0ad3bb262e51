"""The local admin page: set-up, log-in, check-ins, objectives."""

from flask import Blueprint

from kiosk.web.admin import check_in, login, painted, phone_test, setup

blueprints: tuple[Blueprint, ...] = (
    setup.blueprint,
    phone_test.blueprint,
    login.blueprint,
    check_in.blueprint,
    painted.blueprint,
)
