"""Check-ins on the admin page and on phones."""

from flask import Blueprint

from kiosk.web.check_in import (
    admin_page,
    corrections,
    due_page,
    future_check_ins,
    phone_page,
    save_status,
    undo,
)

blueprints: tuple[Blueprint, ...] = (
    admin_page.blueprint,
    phone_page.blueprint,
    due_page.blueprint,
    undo.blueprint,
    corrections.blueprint,
    future_check_ins.blueprint,
    save_status.blueprint,
)
