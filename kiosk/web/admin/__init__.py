"""The local admin page: set-up, log-in, check-ins, objectives."""

from flask import Blueprint

from kiosk.web.admin import (
    check_in,
    cycles,
    everywhere,
    join,
    key_results,
    login,
    meetings,
    objective_check_in,
    objectives,
    office,
    painted,
    people,
    phone_test,
    roadmap,
    screens,
    settings,
    setup,
)

blueprints: tuple[Blueprint, ...] = (
    setup.blueprint,
    phone_test.blueprint,
    login.blueprint,
    check_in.blueprint,
    objective_check_in.blueprint,
    painted.blueprint,
    objectives.blueprint,
    key_results.blueprint,
    office.blueprint,
    cycles.blueprint,
    roadmap.blueprint,
    meetings.blueprint,
    screens.blueprint,
    settings.blueprint,
    everywhere.blueprint,
    people.blueprint,
    join.blueprint,
)
